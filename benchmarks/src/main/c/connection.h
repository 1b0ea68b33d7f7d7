/* A client's connection: what came in and is not understood yet, and what has still to go out. */
#ifndef NEXTLOOP_CONNECTION_H
#define NEXTLOOP_CONNECTION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/uio.h>

#include "http.h"

enum { GATHERED = 32, RESERVE = 4 /* for one event, which may come when the rest is full */ };

struct connection {
  int socket; /* 0 = free */
  int number;
  int epoll;
  struct http_reader reader;
  struct iovec parts[GATHERED + RESERVE]; /* not written yet; what they point to stays until it is */
  size_t waiting;               /* the number of them */
  bool blocked;                 /* the socket takes nothing more for now */
  bool close;                   /* once everything is written */
  uint64_t streaming_since;     /* 0 = no streamed body is coming in */
};

/* The system's port number when *port is 0; below 0 when it fails. */
int listen_on(int *port, int backlog);

/* Prepares the accepted socket and watches it; a free connection becomes it. */
void connection_open(struct connection *connection, int number, int socket, int epoll);

/* Whether so many parts more can be put. */
bool connection_room(const struct connection *connection, size_t parts);

void connection_put(struct connection *connection, const struct iovec *parts, size_t count);

/* Writes what the socket takes, and looks for room or for input from then on. False when it broke,
 * or everything is written and it has to be closed. */
bool connection_flush(struct connection *connection);

/* Receives at most so many bytes; false at the end of the stream and when it broke. */
bool connection_receive(struct connection *connection, size_t most);

void connection_close(struct connection *connection);

#endif
