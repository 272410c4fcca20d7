/* The floor of the benchmark: threads that block, each looping socket, connect, write, read, close. No client that waits
 * for its connections one by one can do with fewer system calls. Prints what failed.
 *   loop THREADS ATTEMPTS PORT */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static const char payload[] = "hello\n";
enum { LENGTH = sizeof payload - 1 };

static struct sockaddr_in address = {.sin_family = AF_INET};
static atomic_long left;
static atomic_long failures;

static int attempt(void) {
    char reply[LENGTH];
    int connection = socket(AF_INET, SOCK_STREAM, 0);
    if (connection < 0) {
        return -1;
    }
    int done = connect(connection, (struct sockaddr *)&address, sizeof address) == 0 &&
               write(connection, payload, LENGTH) == LENGTH && read(connection, reply, LENGTH) == LENGTH &&
               memcmp(reply, payload, LENGTH) == 0;
    close(connection);
    return done ? 0 : -1;
}

static void *work(void *unused) {
    (void)unused;
    while (atomic_fetch_sub(&left, 1) > 0) {
        if (attempt() != 0) {
            atomic_fetch_add(&failures, 1);
        }
    }
    return NULL;
}

int main(int count, char **arguments) {
    if (count != 4) {
        fprintf(stderr, "usage: loop THREADS ATTEMPTS PORT\n");
        return 2;
    }
    int threads = atoi(arguments[1]);
    left = atol(arguments[2]);
    address.sin_port = htons(atoi(arguments[3]));
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    pthread_t workers[threads];
    for (int index = 0; index < threads; index++) {
        if (pthread_create(&workers[index], NULL, work, NULL) != 0) {
            perror("pthread_create");
            return 1;
        }
    }
    for (int index = 0; index < threads; index++) {
        pthread_join(workers[index], NULL);
    }
    printf("failures %ld\n", atomic_load(&failures));
    return failures != 0;
}
