// Command client is the peer of the benchmark: the incident's own loop. Goroutines connect, write "hello\n", read it
// back and close, until the attempts are used up. It prints what failed and what a connection cost.
package main

import (
	"bufio"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"sort"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const payload = "hello\n"

var (
	clients  = flag.Int("c", 5, "goroutines")
	attempts = flag.Int64("n", 100_000, "attempts in total")
	timeout  = flag.Duration("timeout", 0, "for a whole attempt; 0 waits for ever")
	file     = flag.String("latencies", "", "write a line for each attempt: port, wall time, connect, read; nanoseconds")
)

// latency is what one attempt took; only kept when asked for.
type latency struct {
	port          int
	open          time.Time
	connect, read time.Duration
}

func main() {
	flag.Parse()
	if flag.NArg() != 1 {
		fmt.Fprintln(os.Stderr, "usage: client [-c 5] [-n 100000] [-timeout 0] HOST:PORT")
		os.Exit(2)
	}
	address := flag.Arg(0)
	failures := map[string]int{}
	var lock sync.Mutex
	var next int64
	var latencies []latency
	if *file != "" {
		latencies = make([]latency, *attempts)
	}
	var group sync.WaitGroup
	start := time.Now()
	for i := 0; i < *clients; i++ {
		group.Add(1)
		go func() {
			defer group.Done()
			buffer := make([]byte, len(payload))
			for {
				number := atomic.AddInt64(&next, 1)
				if number > *attempts {
					return
				}
				var times *latency
				if latencies != nil {
					times = &latencies[number-1]
				}
				if err := attempt(address, buffer, times); err != nil {
					lock.Lock()
					failures[kind(err)]++
					lock.Unlock()
				}
			}
		}()
	}
	group.Wait()
	report(time.Since(start), failures)
	if latencies != nil {
		if err := write(latencies); err != nil || len(failures) > 0 {
			fmt.Fprintln(os.Stderr, "latencies are not whole:", err, failures)
			os.Exit(1)
		}
	}
}

func write(latencies []latency) error {
	out, err := os.Create(*file)
	if err != nil {
		return err
	}
	buffered := bufio.NewWriter(out)
	for _, one := range latencies {
		fmt.Fprintln(buffered, one.port, one.open.UnixNano(), int64(one.connect), int64(one.read))
	}
	if err = buffered.Flush(); err != nil {
		return err
	}
	return out.Close()
}

func attempt(address string, buffer []byte, times *latency) error {
	if times != nil {
		times.open = time.Now()
	}
	connection, err := net.DialTimeout("tcp", address, *timeout)
	if err != nil {
		return err
	}
	defer connection.Close()
	var request time.Time
	if times != nil {
		request = time.Now()
		times.connect = request.Sub(times.open)
		times.port = connection.LocalAddr().(*net.TCPAddr).Port
	}
	if *timeout > 0 {
		if err = connection.SetDeadline(time.Now().Add(*timeout)); err != nil {
			return err
		}
	}
	if _, err = connection.Write([]byte(payload)); err != nil {
		return err
	}
	if _, err = io.ReadFull(connection, buffer); err != nil {
		return err
	}
	if times != nil {
		times.read = time.Since(request)
	}
	if string(buffer) != payload {
		return fmt.Errorf("wrong reply %q", buffer)
	}
	return nil
}

// kind leaves out the addresses, which differ from one attempt to the next.
func kind(err error) string {
	if operation, ok := err.(*net.OpError); ok {
		return operation.Op + ": " + operation.Err.Error()
	}
	return err.Error()
}

func report(wall time.Duration, failures map[string]int) {
	total := 0
	kinds := make([]string, 0, len(failures))
	for text, count := range failures {
		total += count
		kinds = append(kinds, text)
	}
	sort.Strings(kinds)
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	cpu := time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
	fmt.Printf("attempts %d errors %d wall_seconds %.3f cpu_us_per_connection %.2f\n",
		*attempts, total, wall.Seconds(), float64(cpu.Microseconds())/float64(*attempts))
	for _, text := range kinds {
		fmt.Printf("%d x %s\n", failures[text], text)
	}
}
