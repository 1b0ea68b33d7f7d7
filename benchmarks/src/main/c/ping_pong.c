/* The smallest client: the least that any client has to do, and so the limit of all.
 *
 * It answers each event of $AWS_LAMBDA_RUNTIME_API with the event's bytes: GET, POST, GET, POST, or
 * with --pipelined the POST and the next GET in one write. Nothing is allocated but at the start,
 * and no body is copied. $AWS_LAMBDA_MAX_CONCURRENCY is the number of its connections. With
 * --stream it streams as many bytes as the event says, in the blocks of stream.h. With --spin it
 * never sleeps: that shows how much the load server can serve. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

#include "stream.h"

enum { LIMIT = 7 * 1024 * 1024, LANES = 128 };

static const char poll_next[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: l\r\n\r\n";
static bool pipelined, streaming, spin;

struct lane {
  int server;
  char *in; /* LIMIT bytes */
  size_t have;
  size_t head, body; /* of the first response in it; head 0 = not there yet */
};

static void give_up(const char *what) {
  fprintf(stderr, "ping_pong: %s\n", what);
  exit(1);
}

static struct iovec part(const void *bytes, size_t length) {
  return (struct iovec){(void *)bytes, length};
}

/* One write, unless the socket takes less. */
static void send_all(int server, struct iovec *parts, int count) {
  while (count > 0) {
    ssize_t sent = writev(server, parts, count);
    if (sent < 0) give_up("the connection broke");
    for (; count > 0 && (size_t)sent >= parts->iov_len; parts++, count--)
      sent -= (ssize_t)parts->iov_len;
    if (count == 0) return;
    parts->iov_base = (char *)parts->iov_base + sent;
    parts->iov_len -= (size_t)sent;
  }
}

/* Whether the first response is there as a whole. */
static bool complete(struct lane *lane) {
  if (!lane->head) {
    char *blank = memmem(lane->in, lane->have, "\r\n\r\n", 4);
    if (!blank) return false;
    lane->head = (size_t)(blank - lane->in) + 4;
    char *length = memmem(lane->in, lane->head, "Content-Length: ", 16);
    if (!length) give_up("a response without Content-Length");
    lane->body = (size_t)atol(length + 16);
  }
  return lane->have >= lane->head + lane->body;
}

static void drop(struct lane *lane) {
  size_t used = lane->head + lane->body;
  lane->have -= used;
  if (lane->have) memmove(lane->in, lane->in + used, lane->have);
  lane->head = 0;
}

static void stream(struct lane *lane, const char *head, size_t length) {
  static char block[STREAM_BLOCK];
  char said[24];
  snprintf(said, sizeof said, "%.*s", (int)lane->body, lane->in + lane->head);
  unsigned long long left = strtoull(said, NULL, 10);
  struct iovec first = part(head, length);
  struct iovec last[] = {part("0\r\n\r\n", 5), part(poll_next, sizeof poll_next - 1)};
  send_all(lane->server, &first, 1);
  for (int number = 0; left > 0; number++) {
    size_t size = left < STREAM_BLOCK ? (size_t)left : STREAM_BLOCK;
    char line[16];
    memset(block, 'a' + number % 26, size);
    int line_length = snprintf(line, sizeof line, "%zx\r\n", size);
    struct iovec chunk[] = {part(line, (size_t)line_length), part(block, size), part("\r\n", 2)};
    send_all(lane->server, chunk, 3);
    left -= size;
  }
  send_all(lane->server, last, pipelined ? 2 : 1);
}

static void answer(struct lane *lane, const char *id) {
  char head[512];
  char length[96] = "Transfer-Encoding: chunked\r\nLambda-Runtime-Function-Response-Mode: streaming";
  if (!streaming) snprintf(length, sizeof length, "Content-Length: %zu", lane->body);
  int head_length = snprintf(head, sizeof head,
                             "POST /2018-06-01/runtime/invocation/%.36s/response HTTP/1.1\r\n"
                             "Host: l\r\n%s\r\n\r\n",
                             id, length);
  if (streaming) {
    stream(lane, head, (size_t)head_length);
    return;
  }
  struct iovec parts[] = {part(head, (size_t)head_length), part(lane->in + lane->head, lane->body),
                          part(poll_next, sizeof poll_next - 1)};
  send_all(lane->server, parts, pipelined ? 3 : 2);
}

static void poll_again(struct lane *lane) {
  struct iovec next = part(poll_next, sizeof poll_next - 1);
  send_all(lane->server, &next, 1);
}

/* Receives once, and answers what has come in. */
static void turn(struct lane *lane) {
  ssize_t got = recv(lane->server, lane->in + lane->have, LIMIT - lane->have, spin ? MSG_DONTWAIT : 0);
  if (got < 0 && errno == EAGAIN) return;
  if (got <= 0) exit(0); /* the server has seen enough */
  lane->have += (size_t)got;
  while (complete(lane)) {
    char *id = memmem(lane->in, lane->head, "Request-Id: ", 12);
    if (id)
      answer(lane, id + 12);
    else if (!pipelined) /* it was the acknowledgement */
      poll_again(lane);
    drop(lane);
  }
}

static int dial(const char *address) {
  const char *colon = address ? strchr(address, ':') : NULL;
  if (!colon) give_up("AWS_LAMBDA_RUNTIME_API must be set to HOST:PORT");
  char host[64];
  snprintf(host, sizeof host, "%.*s", (int)(colon - address), address);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
  int on = 1;
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1) give_up("the host must be an IPv4 address");
  int server = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(server, (struct sockaddr *)&to, sizeof to) != 0) give_up("cannot connect");
  return server;
}

int main(int argc, char **argv) {
  static struct lane lanes[LANES];
  static struct pollfd ready[LANES];
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--pipelined") == 0)
      pipelined = true;
    else if (strcmp(argv[i], "--stream") == 0)
      streaming = true;
    else if (strcmp(argv[i], "--spin") == 0)
      spin = true;
    else
      give_up("usage: ping_pong [--pipelined] [--stream] [--spin]");
  }
  const char *most = getenv("AWS_LAMBDA_MAX_CONCURRENCY");
  int count = most ? atoi(most) : 1;
  if (count < 1 || count > LANES) give_up("AWS_LAMBDA_MAX_CONCURRENCY must be 1 to 128");
  for (int i = 0; i < count; i++) {
    lanes[i].server = dial(getenv("AWS_LAMBDA_RUNTIME_API"));
    lanes[i].in = mmap(NULL, LIMIT, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (lanes[i].in == MAP_FAILED) give_up("no memory");
    ready[i] = (struct pollfd){.fd = lanes[i].server, .events = POLLIN};
    poll_again(&lanes[i]);
  }
  while (count == 1) turn(&lanes[0]);
  for (;;) {
    if (poll(ready, (nfds_t)count, spin ? 0 : -1) < 0) give_up("cannot poll");
    for (int i = 0; i < count; i++)
      if (ready[i].revents) turn(&lanes[i]);
  }
}
