module conntorture.org/client

go 1.19
