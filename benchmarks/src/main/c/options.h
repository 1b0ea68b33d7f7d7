#ifndef NEXTLOOP_OPTIONS_H
#define NEXTLOOP_OPTIONS_H

#include <stdbool.h>

#include "session.h"

struct options {
  struct plan plan;
  int port;        /* 0 = chosen by the system */
  int core;        /* of the server, below 0 = as the caller pinned it */
  int client_core; /* likewise for the client */
  long timeout;    /* seconds without a request that end the run */
  bool spin;       /* look for input without sleeping */
  bool terminate;  /* let the client end by itself after SIGTERM */
  double read_rate; /* bytes of a streamed response that are read in a second, 0 = all that come */
  char **command;  /* the client to start, or NULL */
};

/* Reads the command line; explains and exits when it is wrong or asks for help. */
struct options read_options(int argc, char **argv);

#endif
