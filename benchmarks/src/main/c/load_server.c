/* A Runtime API that loads one client with events and measures it. See --help. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "http.h"
#include "options.h"
#include "session.h"

enum { CONNECTIONS = 16, GATHERED = 32, TICK_MS = 200, READ_SIZE = 64 * 1024 };

struct connection {
  int socket; /* 0 = free */
  struct http_reader reader;
};

struct server {
  struct options options;
  struct session session;
  struct client client;
  int epoll;
  int listener;
  uint64_t accepted;
  uint64_t progress;    /* time of the last request */
  uint64_t client_cpu;  /* ns at the start of the measured part, then what that part used */
  uint64_t server_cpu;  /* likewise, of this process */
  struct connection connections[CONNECTIONS];
};

static volatile sig_atomic_t stopped;

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

static uint64_t clock_ns(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

static int listen_on(int *port) {
  int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), on = 1;
  struct sockaddr_in address = {.sin_family = AF_INET,
                                .sin_port = htons((uint16_t)*port),
                                .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  socklen_t length = sizeof address;
  setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (listener < 0 || bind(listener, (struct sockaddr *)&address, length) != 0 ||
      listen(listener, CONNECTIONS) != 0 ||
      getsockname(listener, (struct sockaddr *)&address, &length) != 0)
    return -1;
  *port = ntohs(address.sin_port);
  return listener;
}

static void watch(struct server *server, int socket, void *owner) {
  struct epoll_event interest = {.events = EPOLLIN, .data.ptr = owner};
  epoll_ctl(server->epoll, EPOLL_CTL_ADD, socket, &interest);
}

static void accept_client(struct server *server) {
  int socket = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC), on = 1;
  if (socket < 0) return;
  struct timeval patience = {.tv_sec = 10};
  setsockopt(socket, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  setsockopt(socket, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof patience);
  for (int i = 0; i < CONNECTIONS; i++) {
    struct connection *connection = &server->connections[i];
    if (connection->socket) continue;
    connection->socket = socket;
    server->accepted++;
    watch(server, socket, connection);
    return;
  }
  session_fault(&server->session, "more than %d connections at once", CONNECTIONS);
  close(socket);
}

static void drop(struct connection *connection) {
  close(connection->socket);
  connection->socket = 0;
  http_free(&connection->reader);
}

static bool write_all(int socket, struct iovec *parts, size_t count) {
  while (count > 0) {
    struct msghdr message = {.msg_iov = parts, .msg_iovlen = count};
    ssize_t written = sendmsg(socket, &message, MSG_NOSIGNAL);
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return false;
    while (count > 0 && (size_t)written >= parts->iov_len) {
      written -= (ssize_t)parts->iov_len;
      parts++, count--;
    }
    if (count > 0) {
      parts->iov_base = (char *)parts->iov_base + written;
      parts->iov_len -= (size_t)written;
    }
  }
  return true;
}

static void note_phase(struct server *server, enum phase before) {
  enum phase phase = server->session.phase;
  if (phase == before) return;
  bool begins = phase == PHASE_MEASURING;
  if (!begins && phase != PHASE_DONE) return;
  server->client_cpu = client_cpu(&server->client) - (begins ? 0 : server->client_cpu);
  server->server_cpu = clock_ns(CLOCK_PROCESS_CPUTIME_ID) - (begins ? 0 : server->server_cpu);
}

/* Answers each whole request that is there; all answers leave in one write. */
static bool answer_requests(struct server *server, struct connection *connection, uint64_t now) {
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  struct http_reader *reader = &connection->reader;
  struct iovec parts[GATHERED];
  size_t count = 0;
  bool close = false, event = false;
  enum http_result result = HTTP_MORE;
  while (!close && count + 2 <= GATHERED && (result = http_read(reader)) != HTTP_MORE) {
    if (result == HTTP_CONTINUE) {
      parts[count++] = (struct iovec){(void *)go_on, sizeof go_on - 1};
      continue;
    }
    if (result == HTTP_BAD) {
      session_fault(&server->session, "a request that is no HTTP/1.1, or over the limits");
      return false;
    }
    enum phase before = server->session.phase;
    struct reply reply = session_answer(&server->session, &reader->request, now);
    note_phase(server, before);
    close = reader->request.close;
    event |= reply.event;
    if (reply.head_length) parts[count++] = (struct iovec){(void *)reply.head, reply.head_length};
    if (reply.body_length) parts[count++] = (struct iovec){(void *)reply.body, reply.body_length};
    http_consume(reader);
  }
  if (event) session_wrote_event(&server->session, clock_ns(CLOCK_MONOTONIC));
  if (!write_all(connection->socket, parts, count) || close) return false;
  return result == HTTP_MORE || answer_requests(server, connection, now);
}

static void serve(struct server *server, struct connection *connection) {
  struct http_reader *reader = &connection->reader;
  if (!http_reserve(reader, READ_SIZE)) {
    session_fault(&server->session, "a request over the limits");
    drop(connection);
    return;
  }
  ssize_t got = recv(connection->socket, reader->data + reader->length,
                     reader->capacity - reader->length, MSG_DONTWAIT);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) {
    drop(connection);
    return;
  }
  uint64_t now = clock_ns(CLOCK_MONOTONIC);
  server->progress = now;
  reader->length += (size_t)got;
  if (!answer_requests(server, connection, now)) drop(connection);
}

static void print_result(struct server *server) {
  const struct client *client = &server->client;
  putchar('{');
  session_report(&server->session, stdout);
  printf(",\"connections\":%" PRIu64 ",\"server_cpu_ns\":%" PRIu64, server->accepted,
         server->server_cpu);
  if (client->exec_time) {
    printf(",\"exec_ns\":%" PRIu64 ",\"client_cpu_ns\":%" PRIu64, client->exec_time,
           server->client_cpu);
    printf(",\"client_rss_kib\":%ld,\"client_peak_rss_kib\":%ld", client_memory(client, "VmRSS"),
           client_memory(client, "VmHWM"));
  }
  puts("}");
  fflush(stdout);
}

/* Why the run cannot go on, or NULL. */
static const char *end_without_result(struct server *server) {
  if (stopped) return "stopped by a signal";
  if (client_ended(&server->client)) return "the client ended by itself";
  if (clock_ns(CLOCK_MONOTONIC) - server->progress >
      (uint64_t)server->options.timeout * 1000000000u)
    return "no request within the time-out";
  return NULL;
}

static void serve_ready(struct server *server, int patience) {
  struct epoll_event events[CONNECTIONS + 1];
  int ready = epoll_wait(server->epoll, events, CONNECTIONS + 1, patience);
  for (int i = 0; i < ready; i++) {
    if (events[i].data.ptr)
      serve(server, events[i].data.ptr);
    else
      accept_client(server);
  }
}

/* Until the poll behind the last measured answer. */
static void run(struct server *server) {
  const char *fault = NULL;
  while (server->session.phase != PHASE_DONE && !fault) {
    if (server->options.spin)
      for (int turn = 0; turn < 10000 && server->session.phase != PHASE_DONE; turn++)
        serve_ready(server, 0);
    else
      serve_ready(server, TICK_MS);
    fault = end_without_result(server);
  }
  if (fault && server->session.phase != PHASE_DONE) session_fault(&server->session, "%s", fault);
}

static bool connected(const struct server *server) {
  for (int i = 0; i < CONNECTIONS; i++)
    if (server->connections[i].socket) return true;
  return false;
}

static void give_up(const char *what) {
  fprintf(stderr, "load_server: %s: %s\n", what, strerror(errno));
  exit(1);
}

int main(int argc, char **argv) {
  static struct server server;
  server.options = read_options(argc, argv);
  struct options *options = &server.options;
  signal(SIGTERM, stop);
  signal(SIGINT, stop);
  if (options->core >= 0 && !pin_to_core(options->core)) give_up("cannot pin to --core");
  if (!session_open(&server.session, options->plan)) give_up("no memory for the samples");
  server.epoll = epoll_create1(EPOLL_CLOEXEC);
  server.listener = listen_on(&options->port);
  if (server.listener < 0) give_up("cannot listen on --port");
  watch(&server, server.listener, NULL);
  printf("{\"port\":%d}\n", options->port);
  fflush(stdout);
  server.progress = clock_ns(CLOCK_MONOTONIC);
  if (options->command &&
      !client_start(&server.client, options->command, options->client_core, options->port))
    give_up(options->command[0]);
  run(&server);
  print_result(&server);
  while (!options->command && !stopped && connected(&server)) serve_ready(&server, TICK_MS);
  client_kill(&server.client);
  for (int i = 0; i < CONNECTIONS; i++)
    if (server.connections[i].socket) drop(&server.connections[i]);
  bool valid = server.session.errors == 0;
  session_close(&server.session);
  return valid ? 0 : 1;
}
