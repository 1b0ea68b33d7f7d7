#define _GNU_SOURCE
#include "form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_BYTES = 6291556 };

static size_t place(const struct form *form, const char *mark) {
  const char *found = memmem(form->text, form->size, mark, FORM_DIGITS);
  return found ? (size_t)(found - form->text) : SIZE_MAX;
}

bool form_read(struct form *form, const char *path) {
  FILE *file = fopen(path, "re");
  if (!file) return false;
  form->text = malloc(MOST_BYTES);
  form->size = form->text ? fread(form->text, 1, MOST_BYTES, file) : 0;
  bool whole = form->text && !ferror(file);
  fclose(file);
  if (!whole) return false;
  while (form->size > 0 && form->text[form->size - 1] == '\n') form->size--;
  form->number_at = place(form, "############");
  form->told_at = place(form, "~~~~~~~~~~~~");
  return true;
}

static bool all_digits(const char *bytes) {
  for (int i = 0; i < FORM_DIGITS; i++)
    if (bytes[i] < '0' || bytes[i] > '9') return false;
  return true;
}

/* Where the fixed text that begins at `at` ends. */
static size_t text_end(const struct form *form, size_t at) {
  size_t end = form->size;
  if (form->number_at > at && form->number_at < end) end = form->number_at;
  if (form->told_at > at && form->told_at < end) end = form->told_at;
  return end;
}

bool form_equals(const struct form *form, uint64_t number, const char *bytes, size_t length) {
  char digits[FORM_DIGITS];
  size_t at = 0, end;
  if (length != form->size) return false;
  put_digits(digits, FORM_DIGITS, number);
  for (; at < length; at = end) {
    bool numbered = at == form->number_at, told = at == form->told_at;
    end = numbered || told ? at + FORM_DIGITS : text_end(form, at);
    if (told ? !all_digits(bytes + at)
             : memcmp(bytes + at, numbered ? digits : form->text + at, end - at) != 0)
      return false;
  }
  return true;
}

uint64_t form_told(const struct form *form, const char *bytes) {
  uint64_t told = 0;
  if (!form->text || form->told_at == SIZE_MAX) return 0;
  for (int i = 0; i < FORM_DIGITS; i++)
    told = told * 10 + (uint64_t)(bytes[form->told_at + (size_t)i] - '0');
  return told;
}

void put_digits(char *at, int digits, uint64_t value) {
  for (int i = digits - 1; i >= 0; i--, value /= 10) at[i] = (char)('0' + value % 10);
}
