/* A Runtime API that loads one client with events and measures it. See --help. */
#define _GNU_SOURCE
#include <errno.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "client.h"
#include "connection.h"
#include "options.h"
#include "session.h"

enum { CONNECTIONS = 2 * MOST_FLIGHTS, READY = 64, TICK_MS = 200, PAUSE_US = 500, MEMORY_POINTS = 20 };

struct server {
  struct options options;
  struct session session;
  struct client client;
  int epoll;
  int listener;
  uint64_t accepted;
  uint64_t progress;   /* time of the last request */
  uint64_t client_cpu; /* ns at the start of the measured part, then what that part used */
  uint64_t server_cpu; /* likewise, of this process */
  int memory_points;
  long memory[MEMORY_POINTS + 1]; /* of the client, KiB, along the newest streamed response */
  struct connection connections[CONNECTIONS];
};

static volatile sig_atomic_t stopped;

static void stop(int signal) {
  (void)signal;
  stopped = 1;
}

static uint64_t own_cpu(void) {
  struct timespec used;
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &used);
  return (uint64_t)used.tv_sec * 1000000000u + (uint64_t)used.tv_nsec;
}

static void accept_client(struct server *server) {
  int socket = accept4(server->listener, NULL, NULL, SOCK_CLOEXEC);
  if (socket < 0) return;
  for (int i = 0; i < CONNECTIONS; i++) {
    if (server->connections[i].socket) continue;
    connection_open(&server->connections[i], i, socket, server->epoll);
    server->connections[i].reader.drops_streams = server->options.plan.stream > 0;
    server->accepted++;
    return;
  }
  session_fault(&server->session, "more than %d connections at once", CONNECTIONS);
  close(socket);
}

static void drop(struct server *server, struct connection *connection) {
  session_gone(&server->session, connection->number);
  connection_close(connection);
}

static void note_phase(struct server *server, enum phase before) {
  enum phase phase = server->session.phase;
  if (phase == before) return;
  bool begins = phase == PHASE_MEASURING;
  if (!begins && phase != PHASE_DONE) return;
  server->client_cpu = client_cpu(&server->client) - (begins ? 0 : server->client_cpu);
  server->server_cpu = own_cpu() - (begins ? 0 : server->server_cpu);
}

/* Puts the events that are to go out now; `here` is flushed by the caller. */
static void put_events(struct server *server, struct connection *here) {
  struct iovec parts[EVENT_PARTS];
  struct flight *flight;
  while ((flight = session_next(&server->session))) {
    struct connection *there = &server->connections[flight->connection];
    size_t count = event_parts(&server->session.events, flight->event, flight->head, parts);
    connection_put(there, parts, count);
    if (there != here && !there->blocked && !connection_flush(there)) drop(server, there);
  }
}

/* Answers each whole request that is there; false when the connection has to go. */
static bool answer_requests(struct server *server, struct connection *connection, uint64_t now) {
  static const char go_on[] = "HTTP/1.1 100 Continue\r\n\r\n";
  struct http_reader *reader = &connection->reader;
  enum http_result result = HTTP_REQUEST;
  while (!connection->close && result != HTTP_MORE && connection_room(connection, 1 + EVENT_PARTS)) {
    const char *response = NULL;
    result = http_read(reader);
    if (!reader->request.began && http_body_began(reader)) reader->request.began = now;
    if (result == HTTP_BAD) {
      session_fault(&server->session, "a request that is no HTTP/1.1, or over the limits");
      return false;
    }
    if (result == HTTP_CONTINUE) response = go_on;
    if (result == HTTP_REQUEST) {
      enum phase before = server->session.phase;
      response = session_take(&server->session, connection->number, &reader->request, now);
      connection->close = reader->request.close;
      http_consume(reader);
      if (response == NULL) put_events(server, connection);
      note_phase(server, before);
    }
    if (response) connection_put(connection, &(struct iovec){(void *)response, strlen(response)}, 1);
    if (!connection_room(connection, 1 + EVENT_PARTS) && !connection_flush(connection)) return false;
  }
  return connection_flush(connection);
}

/* How much of a streamed response may be read by now. */
static size_t allowance(struct server *server, struct connection *connection, uint64_t now) {
  if (!connection->reader.streamed || server->options.read_rate <= 0) return SIZE_MAX;
  if (!connection->streaming_since) connection->streaming_since = now;
  double due = (double)(now - connection->streaming_since) * server->options.read_rate / 1e9;
  double taken = (double)connection->reader.stream.received;
  return due > taken ? (size_t)(due - taken) : 0;
}

static void note_memory(struct server *server, const struct stream *stream) {
  int points = (int)(stream->received * MEMORY_POINTS / server->options.plan.stream);
  if (points + 1 < server->memory_points) server->memory_points = 0; /* another response */
  while (points >= server->memory_points && server->memory_points <= MEMORY_POINTS)
    server->memory[server->memory_points++] = client_memory(&server->client, "VmRSS");
}

static void serve(struct server *server, struct connection *connection) {
  uint64_t before = monotonic_ns();
  if (connection->blocked) {
    if (!connection_flush(connection)) drop(server, connection);
    if (connection->socket && !connection->blocked && !answer_requests(server, connection, before))
      drop(server, connection);
    return;
  }
  size_t most = allowance(server, connection, before);
  if (most == 0) {
    usleep(PAUSE_US);
    return;
  }
  if (!connection_receive(connection, most)) {
    drop(server, connection);
    return;
  }
  uint64_t now = monotonic_ns();
  server->progress = now;
  if (!answer_requests(server, connection, now)) {
    drop(server, connection);
    return;
  }
  if (connection->reader.streamed)
    note_memory(server, &connection->reader.stream);
  else
    connection->streaming_since = 0;
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
  for (int i = 0; i < server->memory_points; i++)
    printf("%s%ld", i ? "," : ",\"streaming_rss_kib\":[", server->memory[i]);
  puts(server->memory_points ? "]}" : "}");
  fflush(stdout);
}

/* Why the run cannot go on, or NULL. */
static const char *end_without_result(struct server *server) {
  if (stopped) return "stopped by a signal";
  if (client_ended(&server->client)) return "the client ended by itself";
  if (monotonic_ns() - server->progress > (uint64_t)server->options.timeout * 1000000000u)
    return "no request within the time-out";
  return NULL;
}

static void serve_ready(struct server *server, int patience) {
  struct epoll_event events[READY];
  int ready = epoll_wait(server->epoll, events, READY, patience);
  for (int i = 0; i < ready; i++) {
    if (!events[i].data.ptr)
      accept_client(server);
    else if (((struct connection *)events[i].data.ptr)->socket)
      serve(server, events[i].data.ptr);
  }
}

/* One turn without sleeping; in an open loop, events may have become due. */
static void spin(struct server *server) {
  serve_ready(server, 0);
  if (server->options.plan.rate <= 0 || server->session.phase != PHASE_MEASURING) return;
  put_events(server, NULL);
  note_phase(server, PHASE_MEASURING);
}

/* Until the poll behind the last measured answer. */
static void run(struct server *server) {
  const char *fault = NULL;
  while (server->session.phase != PHASE_DONE && !fault) {
    if (server->options.spin)
      for (int turn = 0; turn < 10000 && server->session.phase != PHASE_DONE; turn++) spin(server);
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
  if (!session_open(&server.session, options->plan)) give_up("no memory for the events and samples");
  server.epoll = epoll_create1(EPOLL_CLOEXEC);
  server.listener = listen_on(&options->port, CONNECTIONS);
  if (server.listener < 0) give_up("cannot listen on --port");
  struct epoll_event arrivals = {.events = EPOLLIN};
  epoll_ctl(server.epoll, EPOLL_CTL_ADD, server.listener, &arrivals);
  printf("{\"port\":%d}\n", options->port);
  fflush(stdout);
  server.progress = monotonic_ns();
  if (options->command &&
      !client_start(&server.client, options->command, options->client_core, options->port))
    give_up(options->command[0]);
  run(&server);
  print_result(&server);
  while (!options->command && !stopped && connected(&server)) serve_ready(&server, TICK_MS);
  if (options->terminate) client_terminate(&server.client);
  client_kill(&server.client);
  for (int i = 0; i < CONNECTIONS; i++)
    if (server.connections[i].socket) drop(&server, &server.connections[i]);
  bool valid = server.session.errors == 0;
  session_close(&server.session);
  return valid ? 0 : 1;
}
