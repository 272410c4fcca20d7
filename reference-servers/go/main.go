// Command echo is an echo server with a goroutine per connection: the Go control.
// HOST and PORT in the environment say where to listen; SIGTERM and SIGINT end it.
package main

import (
	"fmt"
	"log"
	"net"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	listener, err := net.Listen("tcp", net.JoinHostPort(setting("HOST", "127.0.0.1"), setting("PORT", "0")))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Printf("listening on %s\n", listener.Addr())
	go accept(listener)

	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	<-signals
}

func setting(name, fallback string) string {
	if value := os.Getenv(name); value != "" {
		return value
	}
	return fallback
}

func accept(listener net.Listener) {
	for {
		connection, err := listener.Accept()
		if err != nil {
			// Out of descriptors, most likely: an immediate retry would only burn the processor.
			log.Print(err)
			time.Sleep(20 * time.Millisecond)
			continue
		}
		go echo(connection)
	}
}

// echo ends when the client has ended its side, or reset.
func echo(connection net.Conn) {
	defer connection.Close()
	buffer := make([]byte, 4096)
	for {
		count, err := connection.Read(buffer)
		if err != nil {
			return
		}
		if _, err = connection.Write(buffer[:count]); err != nil {
			return
		}
	}
}
