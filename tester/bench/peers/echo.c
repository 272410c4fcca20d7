/* The server of the benchmark: one thread, one epoll, echoes until the client has ended its side. It is as cheap as a
 * server can be, so that the client is what is measured. A reply that does not fit the socket buffer closes the
 * connection: the benchmark's payloads are small. Prints "listening on 127.0.0.1:PORT". */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 256, BUFFER = 65536 };

static void require(int result, const char *what) {
    if (result < 0) {
        perror(what);
        exit(1);
    }
}

static int listen_on(int port) {
    int yes = 1;
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
    socklen_t length = sizeof address;
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    require(listener, "socket");
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    require(setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes), "SO_REUSEADDR");
    require(bind(listener, (struct sockaddr *)&address, length), "bind");
    require(listen(listener, 4096), "listen");
    require(getsockname(listener, (struct sockaddr *)&address, &length), "getsockname");
    printf("listening on 127.0.0.1:%d\n", ntohs(address.sin_port));
    fflush(stdout);
    return listener;
}

static void watch(int poller, int descriptor) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = descriptor};
    require(epoll_ctl(poller, EPOLL_CTL_ADD, descriptor, &event), "epoll_ctl");
}

static void accept_all(int poller, int listener) {
    int connection;
    while ((connection = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        watch(poller, connection);
    }
}

static void echo(int connection) {
    static char buffer[BUFFER];
    ssize_t count = read(connection, buffer, BUFFER);
    if (count <= 0 || write(connection, buffer, count) != count) {
        close(connection);
    }
}

int main(int count, char **arguments) {
    struct epoll_event events[EVENTS];
    int listener = listen_on(count > 1 ? atoi(arguments[1]) : 0);
    int poller = epoll_create1(0);
    require(poller, "epoll_create1");
    watch(poller, listener);
    for (;;) {
        int ready = epoll_wait(poller, events, EVENTS, -1);
        for (int index = 0; index < ready; index++) {
            if (events[index].data.fd == listener) {
                accept_all(poller, listener);
            } else {
                echo(events[index].data.fd);
            }
        }
    }
}
