/* An HTTP server that answers each request after the same time: what functions wait for. Usage:
 * downstream [CORE [MILLISECONDS]]; prints {"port":N}, serves GETs, and ends with its parent. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sched.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { CONNECTIONS = 1024, HEAD = 4096, MILLISECOND = 1000000 };

static const char answer[] =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n"
    "{\"status\":\"OK\"}";

/* By file descriptor. One request at a time, so that a waiting answer needs no more than its due
 * time; since all wait equally long, due times come in the order of the queue. */
struct connection {
  uint64_t due; /* 0 = nothing to answer */
  size_t length;
  char head[HEAD];
};

static struct connection connections[CONNECTIONS];
static int queue[CONNECTIONS];
static size_t first, waiting;

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static int fail(const char *what) {
  perror(what);
  return EXIT_FAILURE;
}

static void drop(int socket) {
  if (connections[socket].due) /* its answer is forgotten with it */
    for (size_t i = 0; i < waiting; i++)
      if (queue[(first + i) % CONNECTIONS] == socket) queue[(first + i) % CONNECTIONS] = -1;
  memset(&connections[socket], 0, sizeof connections[socket]);
  close(socket);
}

static void receive(int socket, uint64_t delay) {
  struct connection *connection = &connections[socket];
  ssize_t count = read(socket, connection->head + connection->length, HEAD - connection->length);
  if (count <= 0 || connection->due) { /* gone, or impatient */
    drop(socket);
    return;
  }
  connection->length += (size_t)count;
  if (!memmem(connection->head, connection->length, "\r\n\r\n", 4)) return;
  connection->length = 0;
  connection->due = now() + delay;
  queue[(first + waiting++) % CONNECTIONS] = socket;
}

/* Answers what is due. Gives the time until the next is, or a negative number. */
static int64_t answer_due(void) {
  for (; waiting; first = (first + 1) % CONNECTIONS, waiting--) {
    int socket = queue[first];
    if (socket < 0) continue;
    int64_t left = (int64_t)(connections[socket].due - now());
    if (left > 0) return left;
    connections[socket].due = 0;
    if (send(socket, answer, sizeof answer - 1, MSG_NOSIGNAL) < 0) drop(socket);
  }
  return -1;
}

int main(int count, char **arguments) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (count > 1) {
    cpu_set_t cores;
    CPU_ZERO(&cores);
    CPU_SET((size_t)atoi(arguments[1]), &cores);
    if (sched_setaffinity(0, sizeof cores, &cores) != 0) return fail("downstream: core");
  }
  uint64_t delay = (uint64_t)(count > 2 ? atoi(arguments[2]) : 5) * MILLISECOND;
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 ||
      listen(listener, CONNECTIONS) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &length) != 0)
    return fail("downstream: listen");
  int epoll = epoll_create1(EPOLL_CLOEXEC);
  struct epoll_event interest = {.events = EPOLLIN, .data.fd = listener};
  if (epoll < 0 || epoll_ctl(epoll, EPOLL_CTL_ADD, listener, &interest) != 0)
    return fail("downstream: epoll");
  printf("{\"port\":%d}\n", ntohs(address.sin_port));
  fflush(stdout);
  for (;;) {
    int64_t left = answer_due();
    struct timespec patience = {.tv_sec = left / 1000000000, .tv_nsec = left % 1000000000};
    struct epoll_event events[64];
    int ready = epoll_pwait2(epoll, events, 64, left < 0 ? NULL : &patience, NULL);
    for (int i = 0; i < ready; i++) {
      if (events[i].data.fd != listener) {
        receive(events[i].data.fd, delay);
        continue;
      }
      interest.data.fd = accept4(listener, NULL, NULL, SOCK_CLOEXEC);
      if (interest.data.fd < 0) continue;
      if (interest.data.fd >= CONNECTIONS) {
        close(interest.data.fd);
        continue;
      }
      setsockopt(interest.data.fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
      epoll_ctl(epoll, EPOLL_CTL_ADD, interest.data.fd, &interest);
    }
  }
}
