#define _GNU_SOURCE
#include "connection.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { READ_SIZE = 64 * 1024 };

int listen_on(int *port, int backlog) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)*port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 ||
      listen(listener, backlog) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &length) != 0)
    return -1;
  *port = ntohs(address.sin_port);
  return listener;
}

static void watch(struct connection *connection, int operation, uint32_t events) {
  struct epoll_event interest = {.events = events, .data.ptr = connection};
  epoll_ctl(connection->epoll, operation, connection->socket, &interest);
}

void connection_open(struct connection *connection, int number, int socket, int epoll) {
  int on = 1;
  memset(connection, 0, sizeof *connection);
  connection->socket = socket;
  connection->number = number;
  connection->epoll = epoll;
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  watch(connection, EPOLL_CTL_ADD, EPOLLIN);
}

bool connection_room(const struct connection *connection, size_t parts) {
  return !connection->blocked && connection->waiting + parts <= GATHERED;
}

void connection_put(struct connection *connection, const struct iovec *parts, size_t count) {
  memcpy(connection->parts + connection->waiting, parts, count * sizeof *parts);
  connection->waiting += count;
}

static void wrote(struct connection *connection, size_t bytes) {
  struct iovec *part = connection->parts, *end = part + connection->waiting;
  while (part < end && bytes >= part->iov_len) bytes -= (part++)->iov_len;
  connection->waiting = (size_t)(end - part);
  if (part == end) return;
  part->iov_base = (char *)part->iov_base + bytes;
  part->iov_len -= bytes;
  memmove(connection->parts, part, connection->waiting * sizeof *part);
}

bool connection_flush(struct connection *connection) {
  bool blocked = false;
  while (connection->waiting > 0 && !blocked) {
    struct msghdr message = {.msg_iov = connection->parts, .msg_iovlen = connection->waiting};
    ssize_t written = sendmsg(connection->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (written >= 0)
      wrote(connection, (size_t)written);
    else if (errno == EAGAIN)
      blocked = true;
    else if (errno != EINTR)
      return false;
  }
  if (blocked != connection->blocked)
    watch(connection, EPOLL_CTL_MOD, blocked ? EPOLLOUT : EPOLLIN);
  connection->blocked = blocked;
  return blocked || !connection->close;
}

bool connection_receive(struct connection *connection, size_t most) {
  struct http_reader *reader = &connection->reader;
  if (!http_reserve(reader, READ_SIZE)) return false;
  size_t room = reader->capacity - reader->length;
  ssize_t got = recv(connection->socket, reader->data + reader->length, most < room ? most : room,
                     MSG_DONTWAIT);
  if (got < 0) return errno == EAGAIN || errno == EINTR;
  reader->length += (size_t)got;
  return got > 0;
}

void connection_close(struct connection *connection) {
  close(connection->socket);
  http_free(&connection->reader);
  connection->socket = 0;
}
