// Reads fonts.cfg.
#include "text/stack.h"

#include "base/file.h"
#include "base/mem.h"
#include "base/str.h"
#include "config/config.h"
#include "config/lists.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum {
    ENTRY_LIMIT = 64,  // fonts are numbered in 8 bits
    FACE_LAST = 255,   // no collection has more
    TEXT_LIMIT = 1024, // bytes of a path or a package's name
    SCRIPT_LENGTH = 4, // ISO 15924
};

struct reader {
    struct config *config;
    struct stack *out;
    size_t capacity;
    char *folder;        // relative files are seen from here
    struct str packages; // of the entries without a file
};

// The first file of the entry that can be read; NULL when there is none.
static char *find_file(struct reader *self, const struct section *section)
{
    const struct node *files = section_find(section, "files");
    if (files == NULL || files->type != NODE_LIST || files->count == 0) {
        config_complain(self->config, section->group, "files", TROUBLE_ERROR,
                        "files = ( \"/usr/share/fonts/…\" );", "is a list of font files");
        return NULL;
    }
    for (size_t i = 0; i < files->count; i++) {
        const struct node *file = &files->children[i];
        if (file->type != NODE_TEXT) {
            config_complain(self->config, file, NULL, TROUBLE_ERROR, NULL, "is the name of a file");
            continue;
        }
        char *path = file_join(self->folder, file->text);
        if (access(path, R_OK) == 0) {
            return path;
        }
        free(path);
    }
    return NULL;
}

static void miss_package(struct reader *self, const char *package)
{
    if (strstr(str_text(&self->packages), package) == NULL) {
        str_addf(&self->packages, "%s%s", self->packages.length > 0 ? " " : "", package);
    }
}

// Sizes of the bitmaps that the font is in the stack for.
static void read_strikes(const struct section *section, uint32_t *out)
{
    static const char hint[] = "strikes = ( 12, 13, 14, 15, 16 );";
    const struct node *sizes = section_find(section, "strikes");
    if (sizes == NULL) {
        return;
    }
    for (size_t i = 0; i < node_count(sizes); i++) {
        const struct node *size = node_element(sizes, i);
        if (size->type != NODE_INTEGER || size->integer < 6 || size->integer > STRIKE_LARGEST_PX) {
            config_complain(section->config, size, NULL, TROUBLE_ERROR, hint,
                            "is a size of the font's bitmaps, 6 … %d px", (int)STRIKE_LARGEST_PX);
            continue;
        }
        *out |= UINT32_C(1) << size->integer;
    }
}

static void read_entry(struct reader *self, const struct node *node)
{
    static const char *const known[] = {"name",   "files",   "face",    "script",
                                        "weight", "package", "strikes", "latin"};
    static const struct choice weights[] = {{"regular", 1}, {"bold", 2}, {NULL, 0}};
    if (node->type != NODE_GROUP) {
        config_complain(self->config, node, NULL, TROUBLE_ERROR, "{ name = \"…\"; files = ( … ); }",
                        "is a font");
        return;
    }
    struct section section = {self->config, node};
    section_know(&section, known, sizeof known / sizeof known[0]);
    const char *name = "";
    const char *package = NULL;
    const char *script = NULL;
    int weight = 1;
    struct stack_entry entry = {0};
    key_text(&section, "name", TEXT_LIMIT, &name);
    key_text(&section, "package", TEXT_LIMIT, &package);
    key_text(&section, "script", SCRIPT_LENGTH, &script);
    key_choice(&section, "weight", weights, &weight);
    key_integer(&section, "face", (struct range){.least = 0, .most = FACE_LAST, .unit = ""},
                &entry.face);
    key_bool(&section, "latin", &entry.is_latin);
    read_strikes(&section, &entry.strikes);
    entry.file = find_file(self, &section);
    if (entry.file == NULL) {
        if (package != NULL) {
            miss_package(self, package);
        }
        return;
    }
    entry.script = mem_copy(script);
    entry.is_bold = weight == 2;
    struct stack *out = self->out;
    out->entries = MEM_GROW(out->entries, out->count, self->capacity);
    out->entries[out->count++] = entry;
}

static void read_fonts(struct reader *self)
{
    static const char *const known[] = {"fonts"};
    struct section root = section_root(self->config);
    section_know(&root, known, 1);
    const struct node *fonts = section_find(&root, "fonts");
    if (fonts == NULL || fonts->type != NODE_LIST || fonts->count > ENTRY_LIMIT) {
        config_complain(self->config, root.group, "fonts", TROUBLE_ERROR, "fonts = ( { … } );",
                        "is a list of at most %d fonts", (int)ENTRY_LIMIT);
        return;
    }
    for (size_t i = 0; i < fonts->count; i++) {
        read_entry(self, &fonts->children[i]);
    }
}

static bool judge(struct reader *self, const char *path, const struct troubles *troubles,
                  struct error *err)
{
    if (self->config == NULL || !config_is_usable(self->config)) {
        struct str said = {0};
        troubles_print(troubles, &said);
        char *line = str_take(&said);
        line[strcspn(line, "\n")] = '\0';
        error_set(err, ERROR_CONFIG, "%s", line);
        free(line);
        return false;
    }
    if (self->out->count == 0) {
        return error_set(err, ERROR_DEVICE, "no font of %s is installed: apt install %s", path,
                         self->packages.length > 0 ? str_text(&self->packages) : "fonts-noto-cjk");
    }
    return true;
}

bool stack_read(struct stack *out, const char *path, struct error *err)
{
    struct stack read = {0};
    struct troubles troubles = {0};
    struct reader reader = {
        .config = config_open(path, &troubles),
        .out = &read,
        .folder = file_folder(path),
    };
    if (reader.config != NULL) {
        read_fonts(&reader);
    }
    bool is_good = judge(&reader, path, &troubles, err);
    config_close(reader.config);
    troubles_fini(&troubles);
    free(reader.folder);
    read.packages = str_take(&reader.packages);
    if (!is_good) {
        stack_fini(&read);
        return false;
    }
    *out = read;
    return true;
}

void stack_copy(struct stack *out, const struct stack *from)
{
    out->entries = mem_zeroed(from->count, sizeof *out->entries);
    out->count = from->count;
    out->packages = mem_copy(from->packages);
    for (size_t i = 0; i < from->count; i++) {
        out->entries[i] = from->entries[i];
        out->entries[i].file = mem_copy(from->entries[i].file);
        out->entries[i].script = mem_copy(from->entries[i].script);
    }
}

void stack_fini(struct stack *self)
{
    for (size_t i = 0; i < self->count; i++) {
        free(self->entries[i].file);
        free(self->entries[i].script);
    }
    free(self->entries);
    free(self->packages);
    *self = (struct stack){0};
}
