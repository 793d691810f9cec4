/* The compiled twins of _decoder.py and of _scanner.py with _facts.py: the same results for every input.

   What _frame.py is to the Python decoder, it does not need: to look at each line costs less here than to avoid it. For
   the same reason it takes CR, LF and CR LF as they come. Values and errors are those of the Python modules, and what
   is rare is left to their functions, so that nothing is written, and can go wrong, twice.

   It keeps to the limited API of CPython 3.11, so that one build serves every later version; a free-threaded build,
   which has no limited API yet, takes the whole one. What is shared hangs on the module; nothing is global.

   Making a value may run a finalizer, and that may feed the very reader at work or set its attributes. So nothing
   holds on to what the reader owns while values are made: it takes it out, or a reference of its own. */

#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <limits.h>
#include <stddef.h>
#include <stdint.h>
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
    EVENT, COMMENT, BLOCK, DEFAULT_TYPE, LIMIT_EXCEEDED, CLOSED_ERROR, DEFAULT_MAX_EVENT_SIZE, LIMIT_OF, AS_BYTES,
    AS_TEXT, PARSE_RETRY, TAKEN
};
static const struct { const char *module, *name; } WHERE[TAKEN] = {
    [EVENT] = {"sse_codec._values", "Event"},
    [COMMENT] = {"sse_codec._values", "Comment"},
    [BLOCK] = {"sse_codec._blocks", "Block"},
    [DEFAULT_TYPE] = {"sse_codec._values", "DEFAULT_TYPE"},
    [LIMIT_EXCEEDED] = {"sse_codec._errors", "LimitExceeded"},
    [CLOSED_ERROR] = {"sse_codec._errors", "ClosedError"},
    [DEFAULT_MAX_EVENT_SIZE] = {"sse_codec._wire", "DEFAULT_MAX_EVENT_SIZE"},
    [LIMIT_OF] = {"sse_codec._wire", "limit_of"},
    [AS_BYTES] = {"sse_codec._wire", "as_bytes"},
    [AS_TEXT] = {"sse_codec._wire", "as_text"},
    [PARSE_RETRY] = {"sse_codec._wire", "parse_retry"},
};
enum {
    EVENT_TYPE, EVENT_DATA, EVENT_ID, COMMENT_TEXT, BLOCK_RAW, BLOCK_OFFSET, BLOCK_NUMBER, BLOCK_EVENT, BLOCK_FATE,
    BLOCK_FACTS, SLOTS
};
static const struct { int class; const char *name; } SLOT[SLOTS] = {
    [EVENT_TYPE] = {EVENT, "type"},
    [EVENT_DATA] = {EVENT, "data"},
    [EVENT_ID] = {EVENT, "id"},
    [COMMENT_TEXT] = {COMMENT, "text"},
    [BLOCK_RAW] = {BLOCK, "raw"},
    [BLOCK_OFFSET] = {BLOCK, "offset"},
    [BLOCK_NUMBER] = {BLOCK, "number"},
    [BLOCK_EVENT] = {BLOCK, "event"},
    [BLOCK_FATE] = {BLOCK, "fate"},
    [BLOCK_FACTS] = {BLOCK, "facts"},
};
enum { DISPATCHED, NO_DATA, EMPTY, UNTERMINATED, FATES };
static const char *const FATE[FATES] = {"dispatched", "no-data", "empty", "unterminated"};

typedef struct {
    PyObject *the[TAKEN];
    PyObject *fate[FATES];
    Py_ssize_t offset[SLOTS];
} State;

typedef struct { const char *start; Py_ssize_t size; } Bytes;             /* of a stream; they belong to others */
typedef struct { char *start; Py_ssize_t size, capacity; } Buffer;        /* bytes of its own, and room for more */

/* What decoder and scanner have both. */
#define READER_HEAD \
    PyObject_HEAD \
    State *state; /* of the module, which lives as long as the type does; NULL before __init__ */ \
    PyObject *last_event_id; \
    PyObject *retry; \
    PyObject *type;      /* of the last event that named one, since most have that of the one before; or NULL */ \
    Bytes type_bytes;    /* its UTF-8, which it owns */ \
    long long limit; \
    Buffer tail;         /* the unfinished block, as it came */ \
    long long offset;    /* where the tail begins in the stream */ \
    long long failed_at; /* the position of the first byte that was too many; -1 if none was */ \
    int closed;

typedef struct { READER_HEAD } Reader;

typedef struct {
    READER_HEAD
    long long room; /* what the tail may grow to in the fast lane; -1 while every call must be looked at */
} Decoder;

typedef struct {
    READER_HEAD
    long long number; /* of the first line of the tail */
    Py_ssize_t line;  /* where the unfinished line begins in the tail */
    PyObject *facts;  /* of the last block; or NULL */
    long facts_value;
} Scanner;

/* Where a scanner is at work: what it owns of that, taken out. */
typedef struct {
    Buffer tail;
    long long offset, number;
    Py_ssize_t line;
} Position;

static PyObject *Decoder_feed_with_care(Decoder *self, PyObject *chunk, int comments);
static PyObject *Decoder_begin(Decoder *self, PyObject *data);
static int Decoder_read(Decoder *self, Bytes data, int comments, PyObject *items);
static int Decoder_drop_idle(Decoder *self, Bytes tail, Py_ssize_t *idle, int comments, PyObject *items);
static int Decoder_interpret_lines(Decoder *self, Bytes blocks, int comments, PyObject *items);
static int take_retry(Reader *self, Bytes value);
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

/* Return an instance, its slots from the first one on set as its __init__ sets them. */
static PyObject *made(State *state, int first, PyObject *const *values, int count) {
    PyObject *item = PyType_GenericAlloc((PyTypeObject *)state->the[SLOT[first].class], 0);
    if (item == NULL) return NULL;
    for (int one = 0; one < count; one++) *place_of(item, state->offset[first + one]) = Py_NewRef(values[one]);
    PyObject_GC_UnTrack(item); /* it holds nothing but text, numbers and such instances, so no cycle goes through it */
    return item;
}

static int append(PyObject *items, State *state, int first, PyObject *const *values, int count) {
    PyObject *item = made(state, first, values, count);
    int status = item != NULL ? PyList_Append(items, item) : -1;
    Py_XDECREF(item);
    return status;
}

static int append_comment(PyObject *items, State *state, Bytes value) {
    PyObject *text = decode(value);
    int status = text != NULL ? append(items, state, COMMENT_TEXT, &text, 1) : -1;
    Py_XDECREF(text);
    return status;
}

/* Return the event type that a value names; an empty one names the default (9.2.6). */
static PyObject *type_of(Reader *self, Bytes value) {
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

static void raise_limit_exceeded(Reader *self) {
    PyObject *class = self->state->the[LIMIT_EXCEEDED];
    PyObject *error = PyObject_CallFunction(class, "sLL", "max_event_size", self->limit, self->failed_at);
    if (error != NULL) {
        PyErr_SetObject(class, error);
        Py_DECREF(error);
    }
}

/* Readers. */

static int init(PyObject *object, PyObject *args, PyObject *keywords, const char *format) {
    static char *names[] = {"last_event_id", "max_event_size", NULL};
    Reader *self = (Reader *)object;
    State *state = state_of(Py_TYPE(object));
    PyObject *id = NULL, *size = NULL;
    if (!PyArg_ParseTupleAndKeywords(args, keywords, format, names, &id, &size)) return -1;
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
    self->failed_at = -1;
    Py_END_CRITICAL_SECTION();
    return 0;
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
    Decoder *self = (Decoder *)object;
    if (init(object, args, keywords, "|$OO:Decoder") < 0) return -1;
    Py_BEGIN_CRITICAL_SECTION(object);
    self->room = -1;
    Py_END_CRITICAL_SECTION();
    return 0;
}

/* Return the one argument of a method that is fed, which may be given by its name. */
static PyObject *the_chunk(PyObject *const *args, Py_ssize_t count, PyObject *names) {
    Py_ssize_t named = names != NULL ? PyTuple_Size(names) : 0;
    if (count + named != 1
        || (named && PyUnicode_CompareWithASCIIString(PyTuple_GetItem(names, 0), "chunk") != 0)) {
        PyErr_SetString(PyExc_TypeError, "a reader is fed one argument at a time, the chunk");
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
        raise_limit_exceeded((Reader *)self);
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
            if (is_field(line, "retry", &value)) status = take_retry((Reader *)self, value);
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
        raise_limit_exceeded((Reader *)self);
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
                raise_limit_exceeded((Reader *)self);
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
    PyObject *type = type_of((Reader *)self, block->type);
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
            status = take_retry((Reader *)self, value);
        } else if (comments && is_field(line, "", &value)) {
            status = append_comment(items, self->state, value);
        }
    }
    PyMem_Free(block.joined.start);
    if (status == 0) replace(&self->last_event_id, Py_NewRef(id));
    Py_XDECREF(id);
    return status;
}

static int take_retry(Reader *self, Bytes value) {
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

/* Facts (_facts.py), in the order of their bits. */

enum {
    LF = 1 << 0, CR_LF = 1 << 1, CR = 1 << 2, MARK = 1 << 3, DATA_FIELD = 1 << 4, EVENT_FIELD = 1 << 5, ID_FIELD = 1 << 6,
    RETRY_FIELD = 1 << 7, COMMENT_LINE = 1 << 8, UNKNOWN_FIELD = 1 << 9, DATA_LINES = 1 << 10, NO_COLON = 1 << 11,
    NO_SPACE = 1 << 12, TWO_SPACES = 1 << 13, ODD_VALUE = 1 << 14, RESERVED_NAME = 1 << 15, REPEATED_FIELD = 1 << 16,
    LATE_FIELD = 1 << 17, NOT_ASCII = 1 << 18, NOT_UTF8 = 1 << 19, NUL = 1 << 20, SEPARATOR = 1 << 21,
    REPLACEMENT = 1 << 22, SURROGATE = 1 << 23, FAILURE = 1 << 24, WRAPPED = 1 << 25, NO_DATA_FATE = 1 << 26,
    EMPTY_FATE = 1 << 27, UNTERMINATED_FATE = 1 << 28, LONG_BLOCK = 1 << 29, NESTED = 1 << 30
};
static const int FACT_OF_FATE[FATES] = {0, NO_DATA_FATE, EMPTY_FATE, UNTERMINATED_FATE};

#define LONG_SIZE (1 << 16)
#define LONGEST_VALUE 64
#define DEEP 512
#define TILE 64 /* bytes that are looked at together */

static inline int is(Bytes bytes, const char *text) {
    size_t size = strlen(text);
    return (size_t)bytes.size == size && memcmp(bytes.start, text, size) == 0;
}

static inline int begins(Bytes bytes, const char *text) {
    size_t size = strlen(text);
    return (size_t)bytes.size >= size && memcmp(bytes.start, text, size) == 0;
}

static int ends(Bytes bytes, const char *text) {
    Py_ssize_t size = (Py_ssize_t)strlen(text);
    return bytes.size >= size && memcmp(bytes.start + bytes.size - size, text, size) == 0;
}

static int holds(Bytes bytes, const char *text) {
    const char *end = bytes.start + bytes.size;
    for (const char *at = find(bytes.start, end, text[0]); at < end; at = find(at + 1, end, text[0])) {
        if (begins((Bytes){at, end - at}, text)) return 1;
    }
    return 0;
}

/* What asks for a closer look: one of these bytes, or the beginning of a word of failures. */
typedef struct { uint8_t high, backslash, control, word; } Signs;

/* Look at each of so many bytes, and at the two after it. Compilers make a loop of a fixed length a few instructions. */
static inline void note(Signs *signs, const uint8_t *at, int size) {
    uint8_t high = 0, backslash = 0, control = 0, word = 0;
    for (int one = 0; one < size; one++) {
        uint8_t byte = at[one], next = at[one + 1], third = at[one + 2];
        high |= byte;
        backslash |= byte == '\\';
        control |= (byte == 0) | ((uint8_t)(byte - '\v') < 2);
        word |= ((byte | 32) == 'r') & ((next | 32) == 'r') & ((third | 32) == 'o');
        word |= (byte == 'i') & (next == 'l') & (third == 'e');
    }
    signs->high |= high;
    signs->backslash |= backslash;
    signs->control |= control;
    signs->word |= word;
}

static Signs signs_of(Bytes raw) {
    const uint8_t *at = (const uint8_t *)raw.start;
    Py_ssize_t left = raw.size;
    Signs signs = {0, 0, 0, 0};
    for (; left >= TILE + 2; at += TILE, left -= TILE) note(&signs, at, TILE);
    uint8_t rest[TILE + 16 + 2];
    memset(rest, ' ', sizeof(rest));
    memcpy(rest, at, left);
    note(&signs, rest, TILE + 16);
    return signs;
}

static inline int goes_on(uint8_t byte) { return (byte & 0xC0) == 0x80; }

/* Return how many bytes of a character begin the text, which is not empty; 0 if they are no UTF-8. */
static Py_ssize_t character(const uint8_t *at, Py_ssize_t left) {
    uint8_t lead = at[0];
    Py_ssize_t size = lead < 0xC2 ? 0 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 0;
    if (size > left) return 0;
    for (Py_ssize_t one = 1; one < size; one++) {
        if (!goes_on(at[one])) return 0;
    }
    if ((lead == 0xE0 && at[1] < 0xA0) || (lead == 0xED && at[1] > 0x9F)) return 0;
    if ((lead == 0xF0 && at[1] < 0x90) || (lead == 0xF4 && at[1] > 0x8F)) return 0;
    return size;
}

static int facts_of_characters(Bytes raw) {
    const uint8_t *at = (const uint8_t *)raw.start, *end = at + raw.size;
    int facts = NOT_ASCII;
    while (at < end) {
        uint64_t eight;
        if (end - at >= 8 && (memcpy(&eight, at, 8), (eight & 0x8080808080808080) == 0)) {
            at += 8;
        } else if (*at < 0x80) {
            at++;
        } else if (*at > 0xE2 && *at < 0xED && end - at > 2 && goes_on(at[1]) && goes_on(at[2])) {
            at += 3; /* most of what is not ASCII in long texts */
        } else {
            Py_ssize_t size = character(at, end - at);
            if (size == 0) facts |= NOT_UTF8;
            if (size == 2 && at[0] == 0xC2 && at[1] == 0x85) facts |= SEPARATOR;
            if (size == 3 && at[0] == 0xE2 && at[1] == 0x80 && (at[2] == 0xA8 || at[2] == 0xA9)) facts |= SEPARATOR;
            if (size == 3 && at[0] == 0xEF && at[1] == 0xBF && at[2] == 0xBD) facts |= REPLACEMENT;
            at += size > 0 ? size : 1;
        }
    }
    return facts;
}

static int facts_of_escapes(Bytes raw) {
    const char *end = raw.start + raw.size;
    int facts = 0;
    for (const char *at = find(raw.start, end, '\\'); at < end; at = find(at + 1, end, '\\')) {
        if (end - at < 4 || at[1] != 'u') continue;
        if ((at[2] | 32) == 'd' && strchr("89abcdefABCDEF", at[3]) != NULL && at[3] != 0) facts |= SURROGATE;
        Bytes rest = {at, end - at};
        if (begins(rest, "\\ufffd") || begins(rest, "\\uFFFD")) facts |= REPLACEMENT;
    }
    return facts;
}

static Py_ssize_t brackets(Bytes text) {
    Py_ssize_t count = 0;
    for (Py_ssize_t at = 0; at < text.size; at++) count += text.start[at] == '[' || text.start[at] == '{';
    return count;
}

static int facts_of_text(Bytes raw, Signs signs) {
    int facts = raw.size >= LONG_SIZE ? LONG_BLOCK : 0;
    if (signs.high & 0x80) facts |= facts_of_characters(raw);
    if (signs.backslash) facts |= facts_of_escapes(raw);
    if (signs.control) {
        if (has(raw, 0)) facts |= NUL;
        if (has(raw, '\v') || has(raw, '\f')) facts |= SEPARATOR;
    }
    if (raw.size > DEEP && brackets(raw) > DEEP) facts |= NESTED;
    if (signs.word && (holds(raw, "rror") || holds(raw, "ailed") || holds(raw, "RROR"))) facts |= FAILURE;
    return facts;
}

static int begins_like_a_field(Bytes text) {
    return begins(text, "data:") || begins(text, "event:") || begins(text, "id:") || begins(text, "retry:");
}

static int facts_of_data(Bytes data, int has_escapes) {
    if (data.size == 0) return 0;
    char first = data.start[0], second = data.size > 1 ? data.start[1] : 0, last = data.start[data.size - 1];
    int is_wrapped = last == ')' || (last == 'n' && ends(data, "\\n"));
    switch (first) {
    case '<': is_wrapped = 1; break;
    case '{': is_wrapped |= second == '\''; break;
    case '[': is_wrapped |= begins(data, "[{'"); break;
    case 'b': is_wrapped |= second == '\'' || second == '"'; break;
    case '"': is_wrapped |= second == '{' || second == '[' || begins_like_a_field(after(data, 1)); break;
    default: is_wrapped |= begins_like_a_field(data);
    }
    return is_wrapped || (has_escapes && holds(data, "\\ndata")) ? WRAPPED : 0;
}

static int is_digits(Bytes value) {
    Py_ssize_t at = 0;
    while (at < value.size && value.start[at] >= '0' && value.start[at] <= '9') at++;
    return at > 0 && at == value.size;
}

static int is_visible(Bytes value) {
    if (value.size == 0 || value.size > LONGEST_VALUE) return 0;
    for (Py_ssize_t at = 0; at < value.size; at++) {
        if (value.start[at] < '!' || value.start[at] > '~') return 0;
    }
    return 1;
}

/* Return what is told of the colon behind a name and of the spaces after that. */
static inline int facts_of_spaces(Bytes line, Py_ssize_t name) {
    if (line.size == name) return NO_COLON;
    if (line.size == name + 1) return 0;
    if (line.start[name + 1] != ' ') return NO_SPACE;
    return line.size > name + 2 && line.start[name + 2] == ' ' ? TWO_SPACES : 0;
}

static inline int facts_of_named(int field, Bytes value, int before) {
    int facts = field | (before & field ? REPEATED_FIELD : 0) | (before & DATA_FIELD ? LATE_FIELD : 0);
    if (!is_visible(value)) return facts | ODD_VALUE;
    int is_reserved = field == EVENT_FIELD && (is(value, "open") || is(value, "error") || is(value, "message"));
    return facts | (is_reserved ? RESERVED_NAME : 0);
}

/* The scanner. */

PyDoc_STRVAR(Scanner_doc,
"Scanner(*, last_event_id='', max_event_size=16777216)\n--\n\n"
"Incremental lossless reader of one event stream.\n\n"
"A line ending is reported as it is, so a CR at the end of a chunk waits for the next byte, or the end.\n\n"
":param last_event_id: the id to start from, as the previous connection left it.\n"
":param max_event_size: bytes that an unfinished block may hold, comments included; None for no limit.");

/* What the lines of a block say. */
typedef struct {
    Block block;
    Bytes id, retry;
    int has_id, has_retry;
    int facts;        /* those of its lines */
    Py_ssize_t lines;
    Py_ssize_t blank; /* where its blank line begins */
} Said;

static int Scanner_init(PyObject *object, PyObject *args, PyObject *keywords) {
    Scanner *self = (Scanner *)object;
    if (init(object, args, keywords, "|$OO:Scanner") < 0) return -1;
    Py_BEGIN_CRITICAL_SECTION(object);
    self->line = 0;
    self->number = 1;
    Py_END_CRITICAL_SECTION();
    return 0;
}

static int add_line(Said *said, Bytes line, int is_ended) {
    Bytes value;
    if (is_field(line, "data", &value)) {
        said->facts |= facts_of_spaces(line, 4) | DATA_FIELD | (said->facts & DATA_FIELD ? DATA_LINES : 0);
        return is_ended ? add_data(&said->block, value) : 0;
    }
    if (is_field(line, "event", &value)) {
        said->facts |= facts_of_spaces(line, 5) | facts_of_named(EVENT_FIELD, value, said->facts);
        said->block.type = value;
    } else if (is_field(line, "id", &value)) {
        said->facts |= facts_of_spaces(line, 2) | facts_of_named(ID_FIELD, value, said->facts);
        if (!has(value, '\0')) {
            said->id = value;
            said->has_id = 1;
        }
    } else if (is_field(line, "retry", &value)) {
        said->facts |= facts_of_spaces(line, 5) | RETRY_FIELD;
        if (is_ended && is_digits(value)) {
            said->retry = value;
            said->has_retry = 1;
        }
    } else {
        said->facts |= line.start[0] == ':' ? COMMENT_LINE : UNKNOWN_FIELD;
    }
    return 0;
}

/* Take the lines of a block, from its first on, up to its blank line. Return 1 if it came, 0 if it did not, -1 for an error.
   Unless the stream is over, a CR at the end of the bytes may be half of a CR LF, and ends nothing yet. */
static int take_lines(Lines *lines, int at_start, int is_over, Said *said) {
    const char *start = lines->next;
    Bytes line;
    while (next_line(lines, &line)) {
        const char *stop = line.start + line.size;
        int is_cr = *stop == '\r';
        if (is_cr && lines->next == lines->end && stop + 1 == lines->end && !is_over) {
            lines->next = line.start;
            return 0;
        }
        said->lines++;
        said->facts |= is_cr ? (lines->next - stop == 2 ? CR_LF : CR) : LF;
        if (at_start && line.start == start && begins(line, "\xef\xbb\xbf")) {
            line = after(line, 3);
            said->facts |= MARK;
        }
        if (line.size == 0) {
            said->blank = stop - start; /* a byte order mark before it counts as before */
            return 1;
        }
        if (add_line(said, line, 1) < 0) return -1;
    }
    return 0;
}

/* Return the number itself: facts mostly are those of the block before. */
static PyObject *facts_object(Scanner *self, long facts) {
    if (self->facts == NULL || self->facts_value != facts) {
        PyObject *number = PyLong_FromLong(facts);
        if (number == NULL) return NULL;
        replace(&self->facts, number);
        self->facts_value = facts;
    }
    return Py_NewRef(self->facts);
}

static PyObject *event_of(Scanner *self, const Block *block) {
    PyObject *event = NULL, *data = NULL, *type = type_of((Reader *)self, block->type);
    if (type != NULL) data = decode(block->data);
    PyObject *id = Py_XNewRef(self->last_event_id);
    if (data != NULL && id == NULL) PyErr_SetString(PyExc_AttributeError, "last_event_id was deleted");
    if (data != NULL && id != NULL) event = made(self->state, EVENT_TYPE, (PyObject *[]){type, data, id}, 3);
    Py_XDECREF(type);
    Py_XDECREF(data);
    Py_XDECREF(id);
    return event;
}

/* Return the block. What its lines say are bytes of the raw ones, or of others that stay as long. */
static PyObject *block_of(Scanner *self, PyObject *raw, const Position *at, const Said *said, int fate) {
    Bytes bytes = {PyBytes_AsString(raw), PyBytes_Size(raw)};
    Signs signs = signs_of(bytes);
    long facts = said->facts | FACT_OF_FATE[fate] | facts_of_text(bytes, signs);
    if (fate == DISPATCHED) facts |= facts_of_data(said->block.data, signs.backslash);
    PyObject *block = NULL, *number = NULL, *event = NULL, *told = NULL;
    PyObject *offset = PyLong_FromLongLong(at->offset);
    if (offset != NULL) number = PyLong_FromLongLong(at->number);
    if (number != NULL) event = fate == DISPATCHED ? event_of(self, &said->block) : Py_NewRef(Py_None);
    if (event != NULL) told = facts_object(self, facts);
    PyObject *values[] = {raw, offset, number, event, self->state->fate[fate], told};
    if (told != NULL) block = made(self->state, BLOCK_RAW, values, 6);
    Py_XDECREF(offset);
    Py_XDECREF(number);
    Py_XDECREF(event);
    Py_XDECREF(told);
    return block;
}

/* Take what a block sets beside its event. An unfinished one sets no id. */
static int take_settings(Scanner *self, const Said *said, int with_id) {
    if (said->has_retry && take_retry((Reader *)self, said->retry) < 0) return -1;
    if (!said->has_id || !with_id) return 0;
    PyObject *id = decode(said->id);
    if (id != NULL) replace(&self->last_event_id, id);
    return id != NULL ? 0 : -1;
}

/* Append a block that has come to its end, or note that it is too large; return 1 for that. */
static int Scanner_finish(Scanner *self, PyObject *raw, Bytes bytes, Position *at, const Said *said, PyObject *blocks) {
    int at_start = at->offset == 0;
    Py_ssize_t mark = at_start && begins(bytes, "\xef\xbb\xbf") ? 3 : 0;
    if (said->blank - mark > self->limit) {
        self->failed_at = at->offset + mark + self->limit;
        return 1;
    }
    raw = raw != NULL ? Py_NewRef(raw) : PyBytes_FromStringAndSize(bytes.start, bytes.size);
    int fate = said->block.has_data ? DISPATCHED : said->lines > 1 ? NO_DATA : EMPTY;
    PyObject *block = NULL;
    if (raw != NULL && take_settings(self, said, 1) == 0) block = block_of(self, raw, at, said, fate);
    at->offset += bytes.size;
    at->number += said->lines;
    int status = block != NULL ? PyList_Append(blocks, block) : -1;
    Py_XDECREF(block);
    Py_XDECREF(raw);
    return status;
}

/* Say whether an unfinished block is too large. Neither a byte order mark counts, nor a CR that may be the blank line. */
static int is_too_large(Scanner *self, const Position *at, Bytes held) {
    if (held.size <= self->limit) return 0;
    int at_start = at->offset == 0;
    if (at_start && held.size <= 3 && memcmp(held.start, "\xef\xbb\xbf", held.size) == 0) return 0;
    Py_ssize_t mark = at_start && begins(held, "\xef\xbb\xbf") ? 3 : 0;
    int maybe_blank = ends(held, "\n\r") || ends(held, "\r\r");
    if (held.size - mark - maybe_blank <= self->limit) return 0;
    self->failed_at = at->offset + mark + self->limit;
    return 1;
}

/* Return where the first block of the tail ends, of which all that came before a new part was looked at; 0 if it does not. */
static Py_ssize_t first_end(Position *at, Py_ssize_t seen, int is_over) {
    const char *start = at->tail.start;
    Py_ssize_t from = seen > at->line && start[seen - 1] == '\r' ? seen - 1 : seen;
    Lines lines = lines_of((Bytes){start + from, at->tail.size - from});
    Bytes line;
    while (next_line(&lines, &line)) {
        const char *stop = line.start + line.size;
        if (*stop == '\r' && stop + 1 == lines.end && !is_over) return 0;
        line = (Bytes){start + at->line, stop - start - at->line};
        if (at->offset == 0 && at->line == 0 && begins(line, "\xef\xbb\xbf")) line = after(line, 3);
        if (line.size == 0) return lines.next - start;
        at->line = lines.next - start;
    }
    return 0;
}

/* Append the first block of the tail, which ends there. Its bytes are held twice for a moment, and no longer. */
static int Scanner_finish_tail(Scanner *self, Position *at, Py_ssize_t end, PyObject *blocks) {
    PyObject *raw = PyBytes_FromStringAndSize(at->tail.start, end);
    if (raw == NULL) return -1;
    at->tail.size = at->line = 0;
    shrink(&at->tail);
    Bytes bytes = {PyBytes_AsString(raw), end};
    Lines lines = lines_of(bytes);
    Said said = {.facts = 0};
    int status = take_lines(&lines, at->offset == 0, 1, &said);
    if (status > 0) status = Scanner_finish(self, raw, bytes, at, &said, blocks);
    PyMem_Free(said.block.joined.start);
    Py_DECREF(raw);
    return status;
}

/* Add parts of the data to the tail until its block ends; return the rest of the data, or nothing if there is no more to do. */
static Bytes Scanner_join(Scanner *self, Position *at, Bytes data, PyObject *blocks, int *status) {
    while (data.size > 0) {
        Py_ssize_t seen = at->tail.size;
        Bytes part = {data.start, data.size < SMALL_TAIL ? data.size : SMALL_TAIL};
        if ((*status = extend(&at->tail, part)) < 0) break;
        Py_ssize_t end = first_end(at, seen, 0);
        if (end > 0) {
            *status = Scanner_finish_tail(self, at, end, blocks);
            if (*status != 0) break;
            return after(data, end - seen);
        }
        data = after(data, part.size);
        if (is_too_large(self, at, (Bytes){at->tail.start, at->tail.size})) break;
    }
    return (Bytes){data.start, 0};
}

/* Append the blocks that end in the data; keep the rest as the tail, which is empty. */
static int Scanner_scan(Scanner *self, Position *at, Bytes data, PyObject *blocks) {
    Lines lines = lines_of(data);
    Said said = {.facts = 0};
    int status = 1;
    Bytes rest = data;
    while (rest.size > 0) {
        said = (Said){.block = {.joined = said.block.joined}};
        status = take_lines(&lines, at->offset == 0, 0, &said);
        if (status <= 0) break;
        Bytes bytes = {rest.start, lines.next - rest.start};
        status = Scanner_finish(self, NULL, bytes, at, &said, blocks);
        if (status != 0) break;
        rest = after(rest, bytes.size);
    }
    PyMem_Free(said.block.joined.start);
    if (status < 0 || self->failed_at >= 0 || is_too_large(self, at, rest)) return status < 0 ? -1 : 0;
    at->line = lines.next - rest.start;
    return extend(&at->tail, rest);
}

PyDoc_STRVAR(Scanner_feed_doc,
"feed($self, chunk)\n--\n\n"
"Take the next bytes of the stream and return the blocks that they complete.\n\n"
":raises LimitExceeded: the unfinished block is larger than ``max_event_size``.\n"
":raises ClosedError: the scanner was closed.");

static PyObject *Scanner_feed_bytes(Scanner *self, PyObject *chunk) {
    if (self->failed_at >= 0) {
        raise_limit_exceeded((Reader *)self);
        return NULL;
    }
    if (self->closed) {
        PyErr_SetString(self->state->the[CLOSED_ERROR],
                        "the scanner is closed; a new connection needs a new Scanner");
        return NULL;
    }
    PyObject *blocks = PyList_New(0);
    if (blocks == NULL) return NULL;
    Bytes data = {PyBytes_AsString(chunk), PyBytes_Size(chunk)};
    Position at = {self->tail, self->offset, self->number, self->line};
    self->tail = (Buffer){NULL, 0, 0};
    int status = 0;
    if (at.tail.size > 0) data = Scanner_join(self, &at, data, blocks, &status);
    if (status == 0 && data.size > 0 && self->failed_at < 0) status = Scanner_scan(self, &at, data, blocks);
    PyMem_Free(self->tail.start); /* what a finalizer has fed meanwhile */
    self->tail = at.tail;
    self->offset = at.offset;
    self->number = at.number;
    self->line = at.line;
    if (status < 0) {
        Py_CLEAR(blocks);
    } else if (self->failed_at >= 0 && PyList_Size(blocks) == 0) {
        raise_limit_exceeded((Reader *)self);
        Py_CLEAR(blocks);
    }
    return blocks;
}

static PyObject *Scanner_feed(PyObject *object, PyObject *const *args, Py_ssize_t count, PyObject *names) {
    Scanner *self = (Scanner *)object;
    PyObject *chunk = the_chunk(args, count, names);
    if (chunk == NULL) return NULL;
    PyObject *blocks = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->state == NULL) {
        PyErr_SetString(PyExc_AttributeError, "the scanner has no state: call __init__ first");
    } else {
        chunk = PyBytes_CheckExact(chunk) ? Py_NewRef(chunk)
                                          : PyObject_CallFunctionObjArgs(self->state->the[AS_BYTES], chunk, NULL);
        if (chunk != NULL) blocks = Scanner_feed_bytes(self, chunk);
        Py_XDECREF(chunk);
    }
    Py_END_CRITICAL_SECTION();
    return blocks;
}

PyDoc_STRVAR(Scanner_close_doc,
"close($self)\n--\n\n"
"End the stream and return its last block, if it has not been returned yet.\n\n"
"Its fate is ``unterminated``, unless its blank line was a CR that might have become CR LF.\n\n"
":raises LimitExceeded: the limit was hit, and no call has said so yet.");

/* Return the block that the end of the stream leaves unfinished. */
static PyObject *Scanner_unfinished(Scanner *self, PyObject *raw, const Position *at) {
    Bytes bytes = {PyBytes_AsString(raw), PyBytes_Size(raw)};
    Lines lines = lines_of(bytes);
    Said said = {.facts = 0};
    int status = take_lines(&lines, at->offset == 0, 1, &said);
    Bytes last = {lines.next, lines.end - lines.next};
    if (at->offset == 0 && lines.next == bytes.start && begins(last, "\xef\xbb\xbf")) {
        said.facts |= MARK;
        last = after(last, 3);
    }
    if (status == 0 && last.size > 0) status = add_line(&said, last, 0);
    if (status == 0) status = take_settings(self, &said, 0);
    PyObject *block = status == 0 ? block_of(self, raw, at, &said, UNTERMINATED) : NULL;
    PyMem_Free(said.block.joined.start);
    return block;
}

static PyObject *Scanner_end(Scanner *self) {
    Position at = {self->tail, self->offset, self->number, self->line};
    self->tail = (Buffer){NULL, 0, 0};
    self->closed = 1;
    PyObject *last = NULL;
    Py_ssize_t end = first_end(&at, at.tail.size, 1);
    if (end > 0) { /* its blank line is a CR that might have become CR LF */
        PyObject *blocks = PyList_New(0);
        int status = blocks != NULL ? Scanner_finish_tail(self, &at, end, blocks) : -1;
        if (status == 0) last = Py_NewRef(PyList_GetItem(blocks, 0));
        if (status > 0) raise_limit_exceeded((Reader *)self);
        Py_XDECREF(blocks);
        PyMem_Free(at.tail.start);
        return last;
    }
    PyObject *raw = PyBytes_FromStringAndSize(at.tail.start, at.tail.size);
    PyMem_Free(at.tail.start);
    if (raw != NULL) last = at.tail.size > 0 ? Scanner_unfinished(self, raw, &at) : Py_NewRef(Py_None);
    Py_XDECREF(raw);
    return last;
}

static PyObject *Scanner_close(PyObject *object, PyObject *Py_UNUSED(none)) {
    Scanner *self = (Scanner *)object;
    PyObject *last = NULL;
    Py_BEGIN_CRITICAL_SECTION(object);
    if (self->state == NULL) {
        PyErr_SetString(PyExc_AttributeError, "the scanner has no state: call __init__ first");
    } else if (self->failed_at >= 0) {
        raise_limit_exceeded((Reader *)self);
    } else {
        last = self->closed ? Py_NewRef(Py_None) : Scanner_end(self);
    }
    Py_END_CRITICAL_SECTION();
    return last;
}

/* The types. */

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

static int Reader_traverse(PyObject *object, visitproc visit, void *arg) {
    Reader *self = (Reader *)object;
    Py_VISIT(Py_TYPE(object));
    Py_VISIT(self->last_event_id);
    Py_VISIT(self->retry);
    return 0;
}

static int Reader_clear(PyObject *object) {
    Reader *self = (Reader *)object;
    Py_CLEAR(self->last_event_id);
    Py_CLEAR(self->retry);
    return 0;
}

static void Reader_dealloc(PyObject *object) {
    PyTypeObject *type = Py_TYPE(object);
    Reader *self = (Reader *)object;
    PyObject_GC_UnTrack(object);
    Reader_clear(object);
    Py_XDECREF(self->type);
    PyMem_Free(self->tail.start);
    ((freefunc)PyType_GetSlot(type, Py_tp_free))(object);
    Py_DECREF(type);
}

static void Scanner_dealloc(PyObject *object) {
    Py_CLEAR(((Scanner *)object)->facts);
    Reader_dealloc(object);
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
    {Py_tp_traverse, Reader_traverse},
    {Py_tp_clear, Reader_clear},
    {Py_tp_dealloc, Reader_dealloc},
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

static PyMethodDef Scanner_methods[] = {
    {"feed", (PyCFunction)(void (*)(void))Scanner_feed, METH_FASTCALL | METH_KEYWORDS, Scanner_feed_doc},
    {"close", Scanner_close, METH_NOARGS, Scanner_close_doc},
    {NULL},
};
static PyGetSetDef Scanner_attributes[] = {
    {"last_event_id", get_attribute, set_attribute, "The last event id after the blocks returned so far.",
     (void *)offsetof(Scanner, last_event_id)},
    {"retry", get_attribute, set_attribute,
     "The reconnection time in milliseconds after the blocks returned so far; None if none was asked for.",
     (void *)offsetof(Scanner, retry)},
    {NULL},
};
static PyType_Slot Scanner_slots[] = {
    {Py_tp_doc, (void *)Scanner_doc},
    {Py_tp_init, Scanner_init},
    {Py_tp_traverse, Reader_traverse},
    {Py_tp_clear, Reader_clear},
    {Py_tp_dealloc, Scanner_dealloc},
    {Py_tp_methods, Scanner_methods},
    {Py_tp_getset, Scanner_attributes},
    {0, NULL},
};
static PyType_Spec Scanner_spec = {
    .name = "sse_codec._speedups.Scanner",
    .basicsize = sizeof(Scanner),
    .flags = Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC,
    .slots = Scanner_slots,
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

static int add_type(PyObject *module, PyType_Spec *spec) {
    PyObject *type = PyType_FromModuleAndSpec(module, spec, NULL);
    int status = type != NULL ? PyModule_AddType(module, (PyTypeObject *)type) : -1;
    Py_XDECREF(type);
    return status;
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
    for (int one = 0; one < FATES; one++) {
        if ((state->fate[one] = PyUnicode_InternFromString(FATE[one])) == NULL) return -1;
    }
    return add_type(module, &Decoder_spec) < 0 ? -1 : add_type(module, &Scanner_spec);
}

static int traverse(PyObject *module, visitproc visit, void *arg) {
    State *state = PyModule_GetState(module);
    for (int one = 0; one < TAKEN; one++) Py_VISIT(state->the[one]);
    for (int one = 0; one < FATES; one++) Py_VISIT(state->fate[one]);
    return 0;
}

static int clear(PyObject *module) {
    State *state = PyModule_GetState(module);
    for (int one = 0; one < TAKEN; one++) Py_CLEAR(state->the[one]);
    for (int one = 0; one < FATES; one++) Py_CLEAR(state->fate[one]);
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
    .m_doc = "The decoder and the scanner, compiled; sse_codec has them under their public names.",
    .m_size = sizeof(State),
    .m_slots = slots,
    .m_traverse = traverse,
    .m_clear = clear,
    .m_free = release,
};

/* Return the state of the module whose reader the type is, or inherits from. PyType_GetModuleByDef, which does that,
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
