#define _GNU_SOURCE
#include "session.h"

#include <ctype.h>
#include <inttypes.h>
#include <stdarg.h>
#include <string.h>
#include <time.h>

#define INVOCATION "/2018-06-01/runtime/invocation/"

enum { MOST_SAMPLES = 20000000 };

static const char accepted[] =
    "HTTP/1.1 202 Accepted\r\nContent-Type: application/json\r\nContent-Length: 16\r\n\r\n"
    "{\"status\":\"OK\"}\n";
static const char bad_id[] =
    "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\nContent-Length: 69\r\n\r\n"
    "{\"errorMessage\":\"Invalid request ID\",\"errorType\":\"InvalidRequestID\"}\n";
static const char bad_state[] =
    "HTTP/1.1 403 Forbidden\r\nContent-Type: application/json\r\nContent-Length: 68\r\n\r\n"
    "{\"errorMessage\":\"Wrong state\",\"errorType\":\"InvalidStateTransition\"}\n";
static const char not_found[] =
    "HTTP/1.1 404 Not Found\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n";

uint64_t monotonic_ns(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (uint64_t)now.tv_sec * 1000000000u + (uint64_t)now.tv_nsec;
}

bool session_open(struct session *session, struct plan plan) {
  memset(session, 0, sizeof *session);
  if (plan.seconds > 0 && plan.count == 0) plan.count = MOST_SAMPLES;
  session->plan = plan;
  return events_open(&session->events, plan.size, plan.stream, plan.event, plan.answer) &&
         samples_open(&session->latency, plan.count) && samples_open(&session->gap, plan.count) &&
         samples_open(&session->cycle, plan.count) &&
         samples_open(&session->first_byte, plan.count) &&
         samples_open(&session->added, plan.count);
}

static bool measured(const struct session *session, const struct flight *flight) {
  return flight->event > session->plan.warmup;
}

static bool is(const char *text, size_t length, const char *wanted) {
  return length == strlen(wanted) && memcmp(text, wanted, length) == 0;
}

/* How much of a body fits into the report of a fault. */
static int shown(const struct http_request *request) {
  return request->body_length > 200 ? 200 : (int)request->body_length;
}

/* The flight that a poll goes on with: the one that was answered on this connection, or longest ago;
 * else a new one. NULL when all are out. */
static struct flight *polling(struct session *session, int connection) {
  struct flight *free = NULL, *answered = NULL;
  for (int i = 0; i < session->plan.flights; i++) {
    struct flight *flight = &session->flights[i];
    if (flight->state == FLIGHT_FREE && !free) free = flight;
    if (flight->state != FLIGHT_ANSWERED) continue;
    if (flight->connection == connection) return flight;
    if (!answered || flight->since < answered->since) answered = flight;
  }
  return answered ? answered : free;
}

static bool held(const struct session *session, int connection) {
  for (int i = 0; i < session->plan.flights; i++) {
    const struct flight *flight = &session->flights[i];
    if (flight->state == FLIGHT_HELD && flight->connection == connection) return true;
  }
  return false;
}

/* Whether there is nothing left to send. */
static bool exhausted(const struct session *session, uint64_t now) {
  const struct plan *plan = &session->plan;
  return session->event >= plan->warmup + plan->count ||
         (plan->seconds > 0 && session->phase == PHASE_MEASURING &&
          (double)(now - session->started) > plan->seconds * 1e9);
}

/* Ends the run with the poll behind the last answer. */
static void end_when_all_polled(struct session *session, uint64_t now) {
  if (!exhausted(session, now)) return;
  for (int i = 0; i < session->plan.flights; i++) {
    enum flight_state state = session->flights[i].state;
    if (state == FLIGHT_OUT || state == FLIGHT_ANSWERED) return;
  }
  if (session->phase != PHASE_MEASURING) session->started = now;
  session->ended = now;
  session->phase = PHASE_DONE;
}

static const char *take_poll(struct session *session, int connection, uint64_t now) {
  struct flight *flight = polling(session, connection);
  if (held(session, connection)) {
    session_fault(session, "polled twice on one connection");
    return bad_state;
  }
  if (!flight) {
    session_fault(session, "polled before event %" PRIu64 " was answered", session->event);
    return bad_state;
  }
  if (session->phase == PHASE_STARTING) {
    session->first_next = now;
    session->phase = PHASE_WARMING;
  }
  if (flight->state == FLIGHT_ANSWERED && measured(session, flight)) {
    samples_add(&session->gap, now - flight->since);
    samples_add(&session->cycle, now - flight->written);
    session->together += now == flight->since;
  }
  flight->state = FLIGHT_HELD;
  flight->connection = connection;
  flight->since = now;
  end_when_all_polled(session, now);
  return NULL;
}

struct flight *session_next(struct session *session) {
  const struct plan *plan = &session->plan;
  struct flight *longest = NULL;
  for (int i = 0; i < plan->flights; i++) {
    struct flight *flight = &session->flights[i];
    if (flight->state == FLIGHT_HELD && (!longest || flight->since < longest->since))
      longest = flight;
  }
  uint64_t now = longest ? monotonic_ns() : 0, due = now;
  if (!longest || session->phase == PHASE_DONE) return NULL;
  if (exhausted(session, now)) {
    end_when_all_polled(session, now);
    return NULL;
  }
  if (session->event >= plan->warmup) {
    if (session->phase == PHASE_WARMING) session->started = now;
    session->phase = PHASE_MEASURING;
    double order = (double)(session->event - plan->warmup);
    if (plan->rate > 0) due = session->started + (uint64_t)(order * 1e9 / plan->rate);
    if (due > now) return NULL;
    uint64_t waiting = (uint64_t)((double)(now - due) * plan->rate / 1e9);
    if (waiting > session->backlog) session->backlog = waiting;
  }
  longest->state = FLIGHT_OUT;
  longest->event = ++session->event;
  longest->due = due;
  longest->written = longest->since = now;
  return longest;
}

/* What is wrong with the answer, or NULL. */
static const char *wrong(const struct session *session, uint64_t number,
                         const struct http_request *request) {
  const struct stream *stream = request->stream;
  if (stream) {
    if (stream->fault) return stream->fault;
    if (stream->trailers) return "was streamed with trailers: it failed midway";
    return stream->received == session->plan.stream ? NULL : "streamed too little or too much";
  }
  if (session->plan.stream) {
    if (!session->plan.whole) return "was not streamed";
    bool right = stream_equals(session->plan.stream, request->body, request->body_length);
    return right ? NULL : "came in one piece, of other bytes";
  }
  bool right = event_answered(&session->events, number, request->body, request->body_length);
  return right ? NULL : "came back with other bytes";
}

static void note_times(struct session *session, const struct flight *flight,
                       const struct http_request *request, uint64_t now) {
  uint64_t latency = now - flight->due, told = 0;
  if (!request->stream) told = form_told(&session->events.answer, request->body);
  if (told > latency) {
    session_fault(session, "event %" PRIu64 " told more time than it took", flight->event);
    return;
  }
  samples_add(&session->latency, latency);
  samples_add(&session->added, latency - told);
  if (request->began) samples_add(&session->first_byte, request->began - flight->due);
}

static const char *take_answer(struct session *session, int connection,
                               const struct http_request *request, const char *id,
                               uint64_t now) {
  const char *call = id + ID_LENGTH, *fault;
  size_t call_length = (size_t)(request->path + request->path_length - call);
  uint64_t number = event_number(id);
  struct flight *flight = session->flights, *end = flight + session->plan.flights;
  while (flight < end && (number == 0 || flight->event != number)) flight++;
  if (flight == end) {
    session_fault(session, "answer to %.*s, which is not out", ID_LENGTH, id);
    return bad_id;
  }
  if (flight->state != FLIGHT_OUT) {
    session_fault(session, "second answer to event %" PRIu64, number);
    return bad_state;
  }
  if (!is(call, call_length, "/response"))
    session_fault(session, "event %" PRIu64 " was answered by %.*s: %.*s", number, (int)call_length,
                  call, shown(request), request->body);
  else if ((fault = wrong(session, number, request)))
    session_fault(session, "event %" PRIu64 " %s (%" PRIu64 " of them)", number, fault,
                  request->stream ? request->stream->received : (uint64_t)request->body_length);
  else if (measured(session, flight))
    note_times(session, flight, request, now);
  if (!session->first_answer) session->first_answer = now;
  flight->state = FLIGHT_ANSWERED;
  flight->connection = connection;
  flight->since = now;
  return accepted;
}

const char *session_take(struct session *session, int connection, const struct http_request *request,
                         uint64_t now) {
  const size_t prefix = strlen(INVOCATION);
  const char *rest = request->path + prefix;
  if (request->path_length > prefix && memcmp(request->path, INVOCATION, prefix) == 0) {
    size_t rest_length = request->path_length - prefix;
    if (is(request->method, request->method_length, "GET") && is(rest, rest_length, "next"))
      return take_poll(session, connection, now);
    if (is(request->method, request->method_length, "POST") && rest_length > ID_LENGTH)
      return take_answer(session, connection, request, rest, now);
  }
  session_fault(session, "unexpected %.*s %.*s: %.*s", (int)request->method_length, request->method,
                (int)request->path_length, request->path, shown(request), request->body);
  bool init_error = is(request->path, request->path_length, "/2018-06-01/runtime/init/error");
  return init_error ? accepted : not_found;
}

void session_gone(struct session *session, int connection) {
  for (int i = 0; i < session->plan.flights; i++) {
    struct flight *flight = &session->flights[i];
    if (flight->state == FLIGHT_HELD && flight->connection == connection)
      flight->state = FLIGHT_FREE;
  }
}

void session_fault(struct session *session, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  if (session->errors++ == 0)
    vsnprintf(session->first_error, sizeof session->first_error, format, arguments);
  va_end(arguments);
}

void session_report(struct session *session, FILE *out) {
  bool whole = session->phase == PHASE_DONE;
  fprintf(out, "\"invocations\":%" PRIu64 ",\"elapsed_ns\":%" PRIu64, session->latency.length,
          whole ? session->ended - session->started : 0);
  fprintf(out, ",\"started_ns\":%" PRIu64 ",\"ended_ns\":%" PRIu64, session->started, session->ended);
  fprintf(out, ",\"together\":%" PRIu64 ",\"backlog\":%" PRIu64, session->together,
          session->backlog);
  samples_report(&session->latency, "latency_ns", out);
  samples_report(&session->first_byte, "first_byte_ns", out);
  samples_report(&session->added, "added_ns", out);
  samples_report(&session->gap, "gap_ns", out);
  samples_report(&session->cycle, "cycle_ns", out);
  fprintf(out, ",\"first_next_ns\":%" PRIu64 ",\"first_answer_ns\":%" PRIu64, session->first_next,
          session->first_answer);
  fprintf(out, ",\"errors\":%" PRIu64, session->errors);
  for (char *c = session->first_error; *c; c++)
    if (!isprint((unsigned char)*c) || *c == '"' || *c == '\\') *c = '\'';
  if (session->errors) fprintf(out, ",\"first_error\":\"%s\"", session->first_error);
}

void session_close(struct session *session) {
  events_close(&session->events);
  samples_close(&session->latency);
  samples_close(&session->first_byte);
  samples_close(&session->added);
  samples_close(&session->gap);
  samples_close(&session->cycle);
}
