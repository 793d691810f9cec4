/* The compiled twin of _decoder.py: the same functions, in the same order, with the same results for every input.

   What _frame.py is to the Python one, it does not need: to look at each line costs less here than to avoid it. For
   the same reason it takes CR, LF and CR LF as they come. Values and errors are those of the Python modules, and what
   is rare is left to their functions, so that nothing is written, and can go wrong, twice.

   It keeps to the limited API of CPython 3.11, so that one build serves every later version; a free-threaded build,
   which has no limited API yet, takes the whole one. What is shared hangs on the module; nothing is global.

   Making a value may run a finalizer, and that may feed the very decoder at work or set its attributes. So nothing
   holds on to what the decoder owns while values are made: it takes it out, or a reference of its own. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stddef.h>
#include <string.h>

#ifndef Py_BEGIN_CRITICAL_SECTION /* with a GIL there is nothing to lock, and no such name in the limited API */
#define Py_BEGIN_CRITICAL_SECTION(object) {
#define Py_END_CRITICAL_SECTION() }
#endif
#ifndef Py_mod_multiple_interpreters /* since 3.12; the numbers are part of the stable ABI */
#define Py_mod_multiple_interpreters 3
#define Py_MOD_PER_INTERPRETER_GIL_SUPPORTED ((void *)2)
#endif

#define MAX_TYPE_SIZE 256 /* in bytes: the last type is kept, and a peer must not choose how much that is */
#define SMALL_TAIL 4096   /* in bytes: what a tail may keep for the next block, which mostly is as large */

/* What is taken from the Python modules, and where the instances of its classes keep their slots. */
enum {
    EVENT, COMMENT, DEFAULT_TYPE, LIMIT_EXCEEDED, CLOSED_ERROR, DEFAULT_MAX_EVENT_SIZE, LIMIT_OF, AS_BYTES,
    AS_TEXT, PARSE_RETRY, TAKEN
};
static const struct { const char *module, *name; } WHERE[TAKEN] = {
    [EVENT] = {"sse_codec._values", "Event"},
    [COMMENT] = {"sse_codec._values", "Comment"},
    [DEFAULT_TYPE] = {"sse_codec._values", "DEFAULT_TYPE"},
    [LIMIT_EXCEEDED] = {"sse_codec._errors", "LimitExceeded"},
    [CLOSED_ERROR] = {"sse_codec._errors", "ClosedError"},
    [DEFAULT_MAX_EVENT_SIZE] = {"sse_codec._wire", "DEFAULT_MAX_EVENT_SIZE"},
    [LIMIT_OF] = {"sse_codec._wire", "limit_of"},
    [AS_BYTES] = {"sse_codec._wire", "as_bytes"},
    [AS_TEXT] = {"sse_codec._wire", "as_text"},
    [PARSE_RETRY] = {"sse_codec._wire", "parse_retry"},
};
enum { EVENT_TYPE, EVENT_DATA, EVENT_ID, COMMENT_TEXT, SLOTS };
static const struct { int class; const char *name; } SLOT[SLOTS] = {
    [EVENT_TYPE] = {EVENT, "type"},
    [EVENT_DATA] = {EVENT, "data"},
    [EVENT_ID] = {EVENT, "id"},
    [COMMENT_TEXT] = {COMMENT, "text"},
};

typedef struct {
    PyObject *the[TAKEN];
    Py_ssize_t offset[SLOTS];
} State;

typedef struct { const char *start; Py_ssize_t size; } Bytes;             /* of a stream; they belong to others */
typedef struct { char *start; Py_ssize_t size, capacity; } Buffer;        /* bytes of its own, and room for more */

typedef struct {
    PyObject_HEAD
    State *state; /* of the module, which lives as long as the type does; NULL before __init__ */
    PyObject *last_event_id;
    PyObject *retry;
    PyObject *type;      /* of the last event that named one, since most have that of the one before; or NULL */
    Bytes type_bytes;    /* its UTF-8, which it owns */
    long long limit;
    long long room;      /* what the tail may grow to in the fast lane; -1 while every call must be looked at */
    Buffer tail;         /* the unfinished block, as it came */
    long long offset;    /* where the tail begins in the stream */
    long long failed_at; /* the position of the first byte that was too many; -1 if none was */
    int closed;
} Decoder;

static PyObject *Decoder_feed_with_care(Decoder *self, PyObject *chunk, int comments);
static PyObject *Decoder_begin(Decoder *self, PyObject *data);
static int Decoder_read(Decoder *self, Bytes data, int comments, PyObject *items);
static int Decoder_drop_idle(Decoder *self, Bytes tail, Py_ssize_t *idle, int comments, PyObject *items);
static int Decoder_interpret_lines(Decoder *self, Bytes blocks, int comments, PyObject *items);
static int Decoder_take_retry(Decoder *self, Bytes value);
static Py_ssize_t blocks_end(Bytes data, Py_ssize_t start);
static State *state_of(PyTypeObject *type);

/* Bytes. */

static inline const char *find(const char *start, const char *end, char byte) {
    if (start < end && *start == byte) return start; /* a blank line mostly, for which memchr is long */
    const char *found = start < end ? memchr(start, byte, end - start) : NULL;
    return found != NULL ? found : end;
}

static int has(Bytes bytes, char byte) {
    return bytes.size > 0 && memchr(bytes.start, byte, bytes.size) != NULL;
}

static inline Bytes after(Bytes bytes, Py_ssize_t size) {
    return (Bytes){bytes.start + size, bytes.size - size};
}

/* Put a new reference, or NULL, in the place of another. */
static void replace(PyObject **place, PyObject *value) {
    PyObject *last = *place;
    *place = value;
    Py_XDECREF(last);
}

static PyObject **place_of(PyObject *object, Py_ssize_t offset) {
    return (PyObject **)((char *)object + offset);
}

static PyObject *decode(Bytes bytes) {
    return PyUnicode_DecodeUTF8(bytes.start, bytes.size, "replace");
}

/* Append with an eighth to spare: each byte is moved a bounded number of times, and little is held in vain. */
static int extend(Buffer *buffer, Bytes data) {
    if (data.size == 0) return 0;
    if (data.size > buffer->capacity - buffer->size) {
        size_t size = (size_t)buffer->size + (size_t)data.size, capacity = size + size / 8;
        char *start = size < PY_SSIZE_T_MAX / 2 ? PyMem_Realloc(buffer->start, capacity) : NULL;
        if (start == NULL) {
            PyErr_NoMemory();
            return -1;
        }
        buffer->start = start;
        buffer->capacity = (Py_ssize_t)capacity;
    }
    memcpy(buffer->start + buffer->size, data.start, data.size);
    buffer->size += data.size;
    return 0;
}

/* Give back what a long block has needed, if the next one is short. */
static void shrink(Buffer *buffer) {
    Py_ssize_t capacity = buffer->size + SMALL_TAIL / 2;
    char *start = buffer->capacity > 2 * capacity ? PyMem_Realloc(buffer->start, capacity) : NULL;
    if (start == NULL) return;
    buffer->start = start;
    buffer->capacity = capacity;
}

/* Lines, which end at LF, CR LF or CR (9.2.5). Neither kind of line end is looked for twice in the same bytes. */

typedef struct { const char *next, *end, *lf, *cr; } Lines; /* lf and cr: the next of each, or the end */

static Lines lines_of(Bytes data) {
    const char *end = data.start + data.size;
    return (Lines){data.start, end, find(data.start, end, '\n'), find(data.start, end, '\r')};
}

/* Give the next line, without its end; return 0 if no more line ends. */
static inline int next_line(Lines *lines, Bytes *line) {
    const char *start = lines->next;
    if (lines->lf < start) lines->lf = find(start, lines->end, '\n');
    if (lines->cr < start) lines->cr = find(start, lines->end, '\r');
    const char *stop = lines->lf < lines->cr ? lines->lf : lines->cr;
    if (stop == lines->end) return 0;
    *line = (Bytes){start, stop - start};
    int cr_lf = stop == lines->cr && stop + 1 < lines->end && stop + 1 == lines->lf;
    lines->next = stop + 1 + cr_lf;
    return 1;
}

/* Say whether a line is a field of that name, and give its value (9.2.6). A comment is one whose name is empty. */
static inline int is_field(Bytes line, const char *name, Bytes *value) {
    Py_ssize_t size = (Py_ssize_t)strlen(name);
    if (line.size < size || memcmp(line.start, name, size) != 0) return 0;
    if (line.size > size && line.start[size] != ':') return 0;
    *value = after(line, size);
    if (value->size > 0) *value = after(*value, value->size > 1 && value->start[1] == ' ' ? 2 : 1);
    return 1;
}

/* Values. */

/* Append an instance to the items, its slots from the first one on set as its __init__ sets them. */
static int append(PyObject *items, State *state, int first, PyObject *const *values, int count) {
    PyObject *item = PyType_GenericAlloc((PyTypeObject *)state->the[SLOT[first].class], 0);
    if (item == NULL) return -1;
    for (int one = 0; one < count; one++) *place_of(item, state->offset[first + one]) = Py_NewRef(values[one]);
    PyObject_GC_UnTrack(item); /* it holds nothing but text, so no cycle goes through it */
    int status = PyList_Append(items, item);
    Py_DECREF(item);
    return status;
}

static int append_comment(PyObject *items, State *state, Bytes value) {
    PyObject *text = decode(value);
    int status = text != NULL ? append(items, state, COMMENT_TEXT, &text, 1) : -1;
    Py_XDECREF(text);
    return status;
}

/* Return the event type that a value names; an empty one names the default (9.2.6). */
static PyObject *type_of(Decoder *self, Bytes value) {
    if (value.size == 0) return Py_NewRef(self->state->the[DEFAULT_TYPE]);
    if (self->type != NULL && value.size == self->type_bytes.size
        && memcmp(value.start, self->type_bytes.start, value.size) == 0) {
        return Py_NewRef(self->type);
    }
    PyObject *type = decode(value);
    if (type != NULL && value.size <= MAX_TYPE_SIZE) {
        Bytes bytes;
        bytes.start = PyUnicode_AsUTF8AndSize(type, &bytes.size);
        if (bytes.start == NULL) {
            Py_CLEAR(type);
        } else {
            self->type_bytes = bytes;
            replace(&self->type, Py_NewRef(type));
        }
    }
    return type;
}

static void raise_limit_exceeded(Decoder *self) {
    PyObject *class = self->state->the[LIMIT_EXCEEDED];
    PyObject *error = PyObject_CallFunction(class, "sLL", "max_event_size", self->limit, self->failed_at);
    if (error != NULL) {
        PyErr_SetObject(class, error);
        Py_DECREF(error);
    }
}

/* The decoder. */

PyDoc_STRVAR(Decoder_doc,
"Decoder(*, last_event_id='', max_event_size=16777216)\n--\n\n"
"Incremental decoder of one event stream (HTML standard, 9.2.5 and 9.2.6).\n\n"
"Every sequence of bytes has one meaning, so decoding never fails but for the limit. Invalid UTF-8 becomes\n"
"U+FFFD. How the bytes are cut into chunks makes no difference. One decoder reads one connection; give the\n"
"next one this one's ``last_event_id``.\n\n"
":param last_event_id: the id to start from, as the previous connection left it.\n"
":param max_event_size: bytes that an unfinished block may hold, None for no limit. What comes before the\n"
"    first field of a block does not count, so heartbeat comments may go on for ever.");

static int Decoder_init(PyObject *object, PyObject *args, PyObject *keywords) {
    static char *names[] = {"last_event_id", "max_event_size", NULL};
    Decoder *self = (Decoder *)object;
    State *state = state_of(Py_TYPE(object));
    PyObject *id = NULL, *size = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, "|$OO:Decoder", names, &id, &size)) return -1;
    size = size == NULL ? Py_NewRef(state->the[DEFAULT_MAX_EVENT_SIZE])
                        : PyObject_CallFunctionObjArgs(state->the[LIMIT_OF], size, NULL);
    if (size == NULL) return -1;
    int above;
    long long limit = PyLong_AsLongLongAndOverflow(size, &above);
    Py_DECREF(size);
    if (limit == -1 && PyErr_Occurred()) return -1;
    id = id != NULL ? PyObject_CallFunction(state->the[AS_TEXT], "sO", "last_event_id", id)
                    : PyUnicode_FromStringAndSize(NULL, 0);
    if (id == NULL) return -1;
    Py_BEGIN_CRITICAL_SECTION(object);
    self->state = state;
    replace(&self->last_event_id, id);
    replace(&self->retry, Py_NewRef(Py_None));
    self->limit = above ? LLONG_MAX : limit;
    self->tail.size = self->offset = self->closed = 0;
    self->room = self->failed_at = -1;
    Py_END_CRITICAL_SECTION();
    return 0;
}

/* Return the one argument of a method that is fed, which may be given by its name. */
static PyObject *the_chunk(PyObject *const *args, Py_ssize_t count, PyObject *names) {
    Py_ssize_t named = names != NULL ? PyTuple_Size(names) : 0;
    if (count + named != 1
        || (named && PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, 0), "chunk") != 0)) {
        PyErr_SetString(PyExc_TypeError, "a decoder is fed one argument at a time, the chunk");
        return NULL;
    }
    return args[0];
}

PyDoc_STRVAR(Decoder_feed_doc,
"feed($self, chunk)\n--\n\n"
"Take the next bytes of the stream and return the events that they complete, often none.\n\n"
":raises LimitExceeded: the unfinished block is larger than ``max_event_size``.\n"
":raises ClosedError: the decoder was closed.");

static PyObject *Decoder_feed(PyObject *object, PyObject *const *args, Py_ssize_t count, PyObject *names) {
    Decoder *self = (Decoder *)object;
    PyObject *chunk = the_chunk(args, count, names);
    if (chunk == NULL) return NULL;
    PyObject *items;
    Py_BEGIN_CRITICAL_SECTION(object);
    Py_ssize_t size = PyBytes_CheckExact(chunk) ? PyBytes_Size(chunk) : -1;
    if (size < 0 || self->tail.size + (long long)size > self->room) {
        items = Decoder_feed_with_care(self, chunk, 0);
    } else {
        Bytes data = {PyBytes_AsString(chunk), size};
        items = PyList_New(0);
        if (items != NULL && Decoder_read(self, data, 0, items) < 0) Py_CLEAR(items);
    }
    Py_END_CRITICAL_SECTION();
    return items;
}

PyDoc_STRVAR(Decoder_feed_with_comments_doc,
"feed_with_comments($self, chunk)\n--\n\n"
"Do what ``feed`` does, and return the comments as well, each before the event of its block.\n\n"
"A comment before the first field of a block is returned as soon as its line ends, the others with the block.");

static PyObject *
Decoder_feed_with_comments(PyObject *object, PyObject *const *args, Py_ssize_t count, PyObject *names) {
    PyObject *chunk = the_chunk(args, count, names);
    if (chunk == NULL) return NULL;
    PyObject *items;
    Py_BEGIN_CRITICAL_SECTION(object);
    items = Decoder_feed_with_care((Decoder *)object, chunk, 1);
    Py_END_CRITICAL_SECTION();
    return items;
}

PyDoc_STRVAR(Decoder_close_doc,
"close($self)\n--\n\n"
"End the stream and return how many bytes are discarded for want of a blank line after them (9.2.6).\n\n"
"They are the unfinished block from its first field on. Not 0 means that the stream was cut off, or that\n"
"its server forgot the last blank line. A ``retry`` line among them still holds.\n\n"
":raises LimitExceeded: the limit was hit, and no call has said so yet.");

static PyObject *Decoder_close(PyObject *object, PyObject *Py_UNUSED(none)) {
    Decoder *self = (Decoder *)object;
    PyObject *discarded = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->state != NULL && self->failed_at >= 0) {
        raise_limit_exceeded(self);
    } else {
        Buffer tail = self->tail;
        self->tail = (Buffer){NULL, 0, 0};
        self->closed = 1;
        self->room = -1;
        if (tail.size > 0 && tail.start[0] == ':') tail.size = 0;
        Lines lines = lines_of((Bytes){tail.start, tail.size});
        Bytes line, value;
        int status = 0;
        while (status == 0 && next_line(&lines, &line)) {
            if (is_field(line, "retry", &value)) status = Decoder_take_retry(self, value);
        }
        PyMem_Free(tail.start);
        discarded = status == 0 ? PyLong_FromSsize_t(tail.size) : NULL;
    }
    Py_END_CRITICAL_SECTION();
    return discarded;
}

/* Feed what the fast lane may not take: the first bytes, what could pass the limit, and misuse. */
static PyObject *Decoder_feed_with_care(Decoder *self, PyObject *chunk, int comments) {
    if (self->state == NULL) {
        PyErr_SetString(PyExc_AttributeError, "the decoder has no state: call __init__ first");
        return NULL;
    }
    PyObject *data = PyObject_CallFunctionObjArgs(self->state->the[AS_BYTES], chunk, NULL);
    if (data == NULL) return NULL;
    PyObject *items = NULL;
    if (self->failed_at >= 0) {
        raise_limit_exceeded(self);
    } else if (self->closed) {
        PyErr_SetString(self->state->the[CLOSED_ERROR],
                        "the decoder is closed; a new connection needs a new Decoder");
    } else {
        if (self->room < 0) replace(&data, Decoder_begin(self, data));
        items = data != NULL ? PyList_New(0) : NULL;
    }
    Bytes rest = items != NULL ? (Bytes){PyBytes_AsString(data), PyBytes_Size(data)} : (Bytes){NULL, 0};
    while (items != NULL && rest.size > 0 && self->failed_at < 0) {
        long long most = self->limit > self->tail.size ? self->limit - self->tail.size : 1;
        Bytes part = {rest.start, rest.size < most ? rest.size : (Py_ssize_t)most};
        rest = after(rest, part.size);
        if (Decoder_read(self, part, comments, items) < 0) {
            Py_CLEAR(items);
        } else if (self->tail.size > self->limit) {
            self->failed_at = self->offset + self->limit;
            self->room = -1;
            if (PyList_Size(items) == 0) {
                raise_limit_exceeded(self);
                Py_CLEAR(items);
            }
        }
    }
    Py_XDECREF(data);
    return items;
}

/* Drop one byte order mark at the very start (9.2.5), also when it comes in parts. */
static PyObject *Decoder_begin(Decoder *self, PyObject *data) {
    PyObject *whole = PyBytes_FromStringAndSize(self->tail.start, self->tail.size);
    PyBytes_Concat(&whole, data);
    if (whole == NULL) return NULL;
    Bytes bytes = {PyBytes_AsString(whole), PyBytes_Size(whole)};
    self->tail.size = 0;
    if (bytes.size < 3 && memcmp(bytes.start, "\xef\xbb\xbf", bytes.size) == 0) {
        int status = extend(&self->tail, bytes);
        replace(&whole, status == 0 ? PyBytes_FromStringAndSize(NULL, 0) : NULL);
        return whole;
    }
    self->room = self->limit;
    if (bytes.size >= 3 && memcmp(bytes.start, "\xef\xbb\xbf", 3) == 0) {
        self->offset += 3;
        replace(&whole, PyBytes_FromStringAndSize(bytes.start + 3, bytes.size - 3));
    }
    return whole;
}

/* Interpret every block that ends in the tail and data together; keep the rest as the tail. */
static int Decoder_read(Decoder *self, Bytes data, int comments, PyObject *items) {
    int joined = self->tail.size > 0;
    Py_ssize_t start = joined ? self->tail.size - 1 : 0;
    if (joined) {
        if (!has(data, '\n') && !has(data, '\r')) return extend(&self->tail, data);
        if (extend(&self->tail, data) < 0) return -1;
        data = (Bytes){self->tail.start, self->tail.size};
    }
    Buffer tail = self->tail;
    self->tail = (Buffer){NULL, 0, 0};
    Py_ssize_t done = blocks_end(data, start), idle = 0;
    int status = done > 0 ? Decoder_interpret_lines(self, (Bytes){data.start, done}, comments, items) : 0;
    if (status == 0) status = Decoder_drop_idle(self, after(data, done), &idle, comments, items);
    done += idle;
    self->offset += done;
    PyMem_Free(self->tail.start); /* what a finalizer has fed meanwhile */
    self->tail = tail;
    if (!joined) return extend(&self->tail, after(data, done)) < 0 ? -1 : status;
    if (done > 0) {
        self->tail.size = data.size - done;
        memmove(tail.start, tail.start + done, self->tail.size);
        shrink(&self->tail);
    }
    return status;
}

/* Count what means nothing before the first field of a block: blank lines, and comments that have ended. */
static int Decoder_drop_idle(Decoder *self, Bytes tail, Py_ssize_t *idle, int comments, PyObject *items) {
    if (tail.size == 0 || (tail.start[0] != '\r' && tail.start[0] != '\n' && tail.start[0] != ':')) return 0;
    Lines lines = lines_of(tail);
    Bytes line, value;
    while (next_line(&lines, &line) && (line.size == 0 || is_field(line, "", &value))) {
        *idle = lines.next - tail.start;
        if (comments && line.size > 0 && append_comment(items, self->state, value) < 0) return -1;
    }
    return 0;
}

/* What has been read of a block. */
typedef struct {
    Bytes type;
    Bytes data;     /* its data lines, joined by LF */
    int has_data;
    Buffer joined;  /* where more than one are joined; one has no need of it */
} Block;

static int add_data(Block *block, Bytes value) {
    if (!block->has_data) {
        block->has_data = 1;
        block->data = value;
        return 0;
    }
    if (block->data.start != block->joined.start) {
        block->joined.size = 0;
        if (extend(&block->joined, block->data) < 0) return -1;
    }
    if (extend(&block->joined, (Bytes){"\n", 1}) < 0 || extend(&block->joined, value) < 0) return -1;
    block->data = (Bytes){block->joined.start, block->joined.size};
    return 0;
}

static int dispatch(Decoder *self, const Block *block, PyObject *id, PyObject *items) {
    PyObject *type = type_of(self, block->type);
    PyObject *data = type != NULL ? decode(block->data) : NULL;
    int status = data != NULL ? append(items, self->state, EVENT_TYPE, (PyObject *[]){type, data, id}, 3) : -1;
    Py_XDECREF(type);
    Py_XDECREF(data);
    return status;
}

/* Take each line for what it is, and dispatch an event at each blank one (9.2.6). */
static int Decoder_interpret_lines(Decoder *self, Bytes blocks, int comments, PyObject *items) {
    Lines lines = lines_of(blocks);
    Block block = {.has_data = 0};
    Bytes line, value;
    PyObject *id = Py_XNewRef(self->last_event_id);
    int status = id != NULL ? 0 : -1;
    if (id == NULL) PyErr_SetString(PyExc_AttributeError, "last_event_id was deleted");
    while (status == 0 && next_line(&lines, &line)) {
        if (line.size == 0) {
            status = block.has_data ? dispatch(self, &block, id, items) : 0;
            block.has_data = 0;
            block.type.size = 0;
            continue;
        }
        if (is_field(line, "data", &value)) {
            status = add_data(&block, value);
        } else if (is_field(line, "event", &value)) {
            block.type = value;
        } else if (is_field(line, "id", &value)) {
            if (!has(value, '\0')) {
                replace(&id, decode(value));
                status = id != NULL ? 0 : -1;
            }
        } else if (is_field(line, "retry", &value)) {
            status = Decoder_take_retry(self, value);
        } else if (comments && is_field(line, "", &value)) {
            status = append_comment(items, self->state, value);
        }
    }
    PyMem_Free(block.joined.start);
    if (status == 0) replace(&self->last_event_id, Py_NewRef(id));
    Py_XDECREF(id);
    return status;
}

static int Decoder_take_retry(Decoder *self, Bytes value) {
    PyObject *text = decode(value);
    if (text == NULL) return -1;
    PyObject *milliseconds = PyObject_CallFunctionObjArgs(self->state->the[PARSE_RETRY], text, NULL);
    Py_DECREF(text);
    if (milliseconds == NULL) return -1;
    if (milliseconds != Py_None) replace(&self->retry, Py_NewRef(milliseconds));
    Py_DECREF(milliseconds);
    return 0;
}

/* Return where the last blank line ends, of those that end after start; 0 if there is none. */
static Py_ssize_t blocks_end(Bytes data, Py_ssize_t start) {
    for (Py_ssize_t at = data.size - 1; at > start; at--) {
        char byte = data.start[at], before = data.start[at - 1];
        if (byte == '\n' && before == '\n') return at + 1;
        if (byte == '\r' && (before == '\n' || before == '\r')) {
            return at + (at + 1 < data.size && data.start[at + 1] == '\n' ? 2 : 1);
        }
    }
    return 0;
}

/* The type. */

static PyObject *get_attribute(PyObject *object, void *offset) {
    PyObject *value;
    Py_BEGIN_CRITICAL_SECTION(object);
    value = Py_XNewRef(*place_of(object, (Py_ssize_t)offset));
    Py_END_CRITICAL_SECTION();
    if (value == NULL) PyErr_SetString(PyExc_AttributeError, "it was deleted, or __init__ not called");
    return value;
}

static int set_attribute(PyObject *object, PyObject *value, void *offset) {
    Py_BEGIN_CRITICAL_SECTION(object);
    replace(place_of(object, (Py_ssize_t)offset), Py_XNewRef(value));
    Py_END_CRITICAL_SECTION();
    return 0;
}

static int Decoder_traverse(PyObject *object, visitproc visit, void *arg) {
    Decoder *self = (Decoder *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->last_event_id);
    Py_VISIT(self->retry);
    return 0;
}

static int Decoder_clear(PyObject *object) {
    Decoder *self = (Decoder *)object;
    Py_CLEAR(self->last_event_id);
    Py_CLEAR(self->retry);
    return 0;
}

static void Decoder_dealloc(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    Decoder *self = (Decoder *)object;
    PyObject_GC_UnTrack(object);
    Decoder_clear(object);
    Py_XDECREF(self->type);
    PyMem_Free(self->tail.start);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(object);
    Py_DECREF(type);
}

static PyMethodDef Decoder_methods[] = {
    {"feed", (PyCFunction)(void (*)(void))Decoder_feed, METH_FASTCALL | METH_KEYWORDS, Decoder_feed_doc},
    {"feed_with_comments", (PyCFunction)(void (*)(void))Decoder_feed_with_comments, METH_FASTCALL | METH_KEYWORDS,
     Decoder_feed_with_comments_doc},
    {"close", Decoder_close, METH_NOARGS, Decoder_close_doc},
    {NULL},
};
static PyGetSetDef Decoder_attributes[] = {
    {"last_event_id", get_attribute, set_attribute,
     "The last event id, which a client sends when it reconnects; ``\"\"`` for none.",
     (void *)offsetof(Decoder, last_event_id)},
    {"retry", get_attribute, set_attribute,
     "The reconnection time in milliseconds that the stream asked for, at most 2**63 - 1; None if it asked none.",
     (void *)offsetof(Decoder, retry)},
    {NULL},
};
static PyType_Slot Decoder_slots[] = {
    {Py_tp_doc, (void *)Decoder_doc},
    {Py_tp_init, Decoder_init},
    {Py_tp_traverse, Decoder_traverse},
    {Py_tp_clear, Decoder_clear},
    {Py_tp_dealloc, Decoder_dealloc},
    {Py_tp_methods, Decoder_methods},
    {Py_tp_getset, Decoder_attributes},
    {0, NULL},
};
static PyType_Spec Decoder_spec = {
    .name = "sse_codec._speedups.Decoder",
    .basicsize = sizeof(Decoder),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = Decoder_slots,
};

/* The module. */

static PyObject *take(int one) {
    PyObject *module = PyImport_ImportModule(WHERE[one].module);
    PyObject *found = module != NULL ? PyObject_GetAttrString(module, WHERE[one].name) : NULL;
    Py_XDECREF(module);
    return found;
}

/* Return where the instances of a class keep a slot, or -1. The limited API does not tell, so one is set and looked
   for; to set each by its descriptor, which it does offer, takes a seventh of the time that an event takes. */
static Py_ssize_t offset_of(PyObject *class, const char *slot, PyObject *value) {
    Py_ssize_t offset = -1;
    PyObject *probe = PyType_GenericAlloc((PyTypeObject *)class, 0);
    PyObject *size = PyObject_GetAttrString(class, "__basicsize__");
    if (probe != NULL && size != NULL && PyObject_SetAttrString(probe, slot, value) == 0) {
        Py_ssize_t last = PyLong_AsSsize_t(size) - (Py_ssize_t)sizeof(value);
        for (offset = last; offset >= 0 && *place_of(probe, offset) != value; offset -= sizeof(value)) continue;
        if (offset < 0) PyErr_SetString(PyExc_ImportError, "a slot is not where instances keep their slots");
    }
    Py_XDECREF(probe);
    Py_XDECREF(size);
    return offset;
}

static int exec(PyObject *module) {
    State *state = PyModule_GetState(module);
    for (int one = 0; one < TAKEN; one++) {
        if ((state->the[one] = take(one)) == NULL) return -1;
    }
    for (int one = 0; one < SLOTS; one++) {
        state->offset[one] = offset_of(state->the[SLOT[one].class], SLOT[one].name, state->the[DEFAULT_TYPE]);
        if (state->offset[one] < 0) return -1;
    }
    PyObject *type = PyType_FromModuleAndSpec(module, &Decoder_spec, NULL);
    int status = type != NULL ? PyModule_AddType(module, (PyTypeObject *)type) : -1;
    Py_XDECREF(type);
    return status;
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    State *state = PyModule_GetState(module);
    for (int one = 0; one < TAKEN; one++) Py_VISIT(state->the[one]);
    return 0;
}

static int clear(PyObject *module) {
    State *state = PyModule_GetState(module);
    for (int one = 0; one < TAKEN; one++) Py_CLEAR(state->the[one]);
    return 0;
}

static void release(void *module) { clear(module); }

static PyModuleDef_Slot slots[] = {
    {Py_mod_exec, exec},
    {Py_mod_multiple_interpreters, Py_MOD_PER_INTERPRETER_GIL_SUPPORTED},
#ifdef Py_GIL_DISABLED
    {Py_mod_gil, Py_MOD_GIL_NOT_USED},
#endif
    {0, NULL},
};
static PyModuleDef module = {
    PyModuleDef_HEAD_INIT,
    .m_name = "sse_codec._speedups",
    .m_doc = "The decoder, compiled; sse_codec has it under its public name.",
    .m_size = sizeof(State),
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = release,
};

/* Return the state of the module whose Decoder the type is, or inherits from. PyType_GetModuleByDef, which does that,
   came into the limited API with 3.13. */
static State *state_of(PyTypeObject *type) {
    for (;; type = PyType_GetSlot(type, Py_tp_base)) {
        PyObject *owner = PyType_GetModule(type);
        if (owner != NULL && PyModule_GetDef(owner) == &module) return PyModule_GetState(owner);
        PyErr_Clear(); /* a subclass that was made in Python has no module */
    }
}

PyMODINIT_FUNC PyInit__speedups(void) {
    if (Py_Version < 0x030C0000) {
        slots[1] = (PyModuleDef_Slot){0, NULL}; /* 3.11 refuses slots that it does not know */
    }
    return PyModuleDef_Init(&module);
}
