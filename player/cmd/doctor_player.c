// Whether a player runs here, and what it says; the files it is given.
#include "cmd/doctor.h"

#include "base/file.h"
#include "base/mem.h"
#include "cmd/setting.h"
#include "playlist/playlist.h"
#include "point/point.h"

#include <stdlib.h>
#include <string.h>

void doctor_player(const struct doctor *self, struct findings *out)
{
    if (self->is_playing) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "player.plays",
                                   .chinese = "正在播放",
                                   .english = "a player runs",
                                   .fact = mem_copy(str_text(&self->answer))});
    } else if (!file_exists(self->socket)) {
        findings_add(out, FINDING_FINE,
                     (struct told){.id = "player.none",
                                   .chinese = "没有播放机在运行",
                                   .english = "no player is running"});
    } else {
        findings_add(
            out, FINDING_WARNING,
            (struct told){.id = "player.silent",
                          .chinese = "播放机没有回应",
                          .english = "nobody answers",
                          .fact = mem_copy(self->silence.text),
                          .mend = self->is_root ? NULL : mem_copy("sudo xiaolaba doctor")});
    }
}

// The first error, else the first finding.
static const struct trouble *worst(const struct troubles *troubles)
{
    for (size_t i = 0; i < troubles->count; i++) {
        if (troubles->items[i].severity == TROUBLE_ERROR) {
            return &troubles->items[i];
        }
    }
    return troubles->count > 0 ? &troubles->items[0] : NULL;
}

// "point.cfg:12: output.kind: is none of …"
static char *words_of(const struct trouble *trouble)
{
    struct str words = {0};
    str_addf(&words, "%s:", trouble->file);
    if (trouble->line > 0) {
        str_addf(&words, "%d:", trouble->line);
    }
    str_add(&words, " ");
    str_addf(&words, "%s%s%s", trouble->key != NULL ? trouble->key : "",
             trouble->key != NULL ? ": " : "", trouble->sentence);
    return str_take(&words);
}

// What is wrong with a file. False: nothing.
static bool tell_troubles(const struct troubles *troubles, char *mend, struct findings *out)
{
    const struct trouble *trouble = worst(troubles);
    if (trouble == NULL) {
        free(mend);
        return false;
    }
    bool is_error = troubles_errors(troubles) > 0;
    findings_add(
        out, is_error ? FINDING_WRONG : FINDING_WARNING,
        (struct told){.id = "point.troubles",
                      .chinese = is_error ? "文件有误" : "文件有可改之处",
                      .english = is_error ? "the file has errors" : "the file could be better",
                      .fact = words_of(trouble),
                      .mend = mend});
    return true;
}

static void tell_point(const struct doctor *self, struct findings *out)
{
    struct troubles troubles = {0};
    struct point *point = point_load(self->point_path, &troubles);
    bool is_said = tell_troubles(&troubles, mem_format("sudoedit %s", self->point_path), out);
    if (point != NULL && !is_said) {
        findings_add(
            out, FINDING_FINE,
            (struct told){.id = "point.read",
                          .chinese = "宣防点",
                          .english = "stands here",
                          .fact = mem_format("%s%s%s", point->id, point->name != NULL ? " " : "",
                                             point->name != NULL ? point->name : "")});
    }
    troubles_fini(&troubles);
    point_free(point);
}

static void tell_playlist(const char *path, struct findings *out)
{
    struct troubles troubles = {0};
    struct playlist *playlist = playlist_load(path, &troubles);
    bool is_said = tell_troubles(&troubles, mem_format("xiaolaba check %s", path), out);
    if (playlist != NULL && !is_said) {
        findings_add(
            out, FINDING_FINE,
            (struct told){.id = "point.playlist",
                          .chinese = "节目单",
                          .english = "playlist",
                          .fact = mem_format("%s, %d", playlist->name, (int)playlist->item_count)});
    }
    troubles_fini(&troubles);
    playlist_free(playlist);
}

void doctor_point(const struct doctor *self, struct findings *out)
{
    if (self->point_path != NULL) {
        tell_point(self, out);
    } else {
        char *sample = setting_shipped("playlists/sample-point.cfg");
        findings_add(out, FINDING_WARNING,
                     (struct told){.id = "point.none",
                                   .chinese = "没有宣防点文件，按默认播放",
                                   .english = "no point file: the defaults hold",
                                   .mend = sample != NULL ? mem_format("sudo install -Dm 644 %s %s",
                                                                       sample, DOCTOR_POINT)
                                                          : NULL});
        free(sample);
    }
    if (self->playlist != NULL) {
        tell_playlist(self->playlist, out);
    }
}
