/* A text out of a file that stands for an event, or for the answer to it. */
#ifndef NEXTLOOP_FORM_H
#define NEXTLOOP_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FORM_DIGITS = 12 };

/* Two places of FORM_DIGITS bytes each; SIZE_MAX where there is none. */
struct form {
  char *text;       /* NULL = no file was given */
  size_t size;      /* bytes */
  size_t number_at; /* written ############: the event's number */
  size_t told_at;   /* written ~~~~~~~~~~~~: nanoseconds that the function says it spent elsewhere */
};

/* False, with errno, when the file cannot be read. */
bool form_read(struct form *form, const char *path);

/* Whether the bytes are the form with this number in it, and digits where any may stand. */
bool form_equals(const struct form *form, uint64_t number, const char *bytes, size_t length);

/* The nanoseconds told by bytes that equal the form; 0 when it has no place for them. */
uint64_t form_told(const struct form *form, const char *bytes);

/* The value with leading zeros. */
void put_digits(char *at, int digits, uint64_t value);

#endif
