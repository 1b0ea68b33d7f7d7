/* The smallest client: one connection, one buffer, no checks beyond what keeps it in step.
 *
 * It answers each event of $AWS_LAMBDA_RUNTIME_API with the event's bytes: GET, POST, GET, POST, or
 * with --pipelined the POST and the next GET in one write. With --spin it never sleeps. It shows
 * how much the load server can serve: a real client is measured only if it stays far below. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

enum { LIMIT = 7 * 1024 * 1024 };

static const char poll_next[] = "GET /2018-06-01/runtime/invocation/next HTTP/1.1\r\nHost: l\r\n\r\n";
static char in[LIMIT], out[LIMIT];
static int server;
static int flags; /* of recv */

static void give_up(const char *what) {
  fprintf(stderr, "ping_pong: %s\n", what);
  exit(1);
}

static void send_all(const char *bytes, size_t length) {
  while (length > 0) {
    ssize_t sent = send(server, bytes, length, MSG_NOSIGNAL);
    if (sent < 0) give_up("the connection broke");
    bytes += sent;
    length -= (size_t)sent;
  }
}

/* The first response in `in`, received whole; what is behind it counts into `have` only. */
struct response {
  size_t head, body;
};

static struct response receive(size_t *have) {
  struct response response = {0, 0};
  for (;;) {
    if (!response.head) {
      char *blank = memmem(in, *have, "\r\n\r\n", 4);
      if (blank) {
        response.head = (size_t)(blank - in) + 4;
        char *length = memmem(in, response.head, "Content-Length: ", 16);
        if (!length) give_up("a response without Content-Length");
        response.body = (size_t)atol(length + 16);
      }
    }
    if (response.head && *have >= response.head + response.body) return response;
    ssize_t got = recv(server, in + *have, LIMIT - *have, flags);
    if (got < 0 && errno == EAGAIN) continue;
    if (got <= 0) exit(0); /* the server has seen enough */
    *have += (size_t)got;
  }
}

static void drop(struct response response, size_t *have) {
  size_t used = response.head + response.body;
  *have -= used;
  memmove(in, in + used, *have);
}

static void dial(const char *address) {
  const char *colon = address ? strchr(address, ':') : NULL;
  if (!colon) give_up("AWS_LAMBDA_RUNTIME_API must be set to HOST:PORT");
  char host[64];
  snprintf(host, sizeof host, "%.*s", (int)(colon - address), address);
  struct sockaddr_in to = {.sin_family = AF_INET, .sin_port = htons((uint16_t)atoi(colon + 1))};
  int on = 1;
  if (inet_pton(AF_INET, host, &to.sin_addr) != 1) give_up("the host must be an IPv4 address");
  server = socket(AF_INET, SOCK_STREAM, 0);
  setsockopt(server, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  if (connect(server, (struct sockaddr *)&to, sizeof to) != 0) give_up("cannot connect");
}

int main(int argc, char **argv) {
  bool pipelined = false;
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "--pipelined") == 0)
      pipelined = true;
    else if (strcmp(argv[i], "--spin") == 0)
      flags = MSG_DONTWAIT;
    else
      give_up("usage: ping_pong [--pipelined] [--spin]");
  }
  dial(getenv("AWS_LAMBDA_RUNTIME_API"));
  size_t have = 0;
  send_all(poll_next, sizeof poll_next - 1);
  for (;;) {
    struct response event = receive(&have);
    char *id = memmem(in, event.head, "Request-Id: ", 12);
    if (!id) give_up("an event without request id");
    int length = snprintf(out, 512,
                          "POST /2018-06-01/runtime/invocation/%.36s/response HTTP/1.1\r\n"
                          "Host: l\r\nContent-Length: %zu\r\n\r\n",
                          id + 12, event.body);
    memcpy(out + length, in + event.head, event.body);
    size_t total = (size_t)length + event.body;
    if (pipelined) {
      memcpy(out + total, poll_next, sizeof poll_next - 1);
      total += sizeof poll_next - 1;
    }
    send_all(out, total);
    drop(event, &have);
    drop(receive(&have), &have);
    if (!pipelined) send_all(poll_next, sizeof poll_next - 1);
  }
}
