// Finding the functions of FFmpeg's filters.
#include "record/libavfilter.h"

#include "record/library.h"

const struct libavfilter *libavfilter_open(struct error *err)
{
    static struct libavfilter calls; // fixed once the library is open
    static bool is_open;
#define CALL(name) {#name, &calls.name},
    const struct library_call list[] = {LIBAVFILTER_CALLS(CALL)};
#undef CALL
    is_open = is_open || library_find("avfilter", LIBAVFILTER_VERSION_MAJOR, list,
                                      sizeof list / sizeof list[0], err);
    return is_open ? &calls : NULL;
}
