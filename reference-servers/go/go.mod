module conntorture.org/echo

go 1.19
