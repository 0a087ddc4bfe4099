// What a feed can take from, for tests.
#include "larder.h"

#include "base/file.h"
#include "base/mem.h"
#include "support/test.h"

int larder_build(void **state)
{
    struct larder *self = mem_zeroed(1, sizeof *self);
    struct error err = {0};
    struct troubles troubles = {0};
    self->folder = test_folder_make();
    self->content_folder = file_join(self->folder, "content");
    self->path = test_file(self->folder, "own.cfg", "text = \"自己写的\";");
    self->content = content_open(self->content_folder, true, &err);
    self->author = signer_make(1);
    self->point = point_load(NULL, &troubles);
    assert_non_null(self->point);
    *state = self;
    return 0;
}

int larder_tear_down(void **state)
{
    struct larder *self = *state;
    point_free(self->point);
    content_close(self->content);
    free(self->path);
    free(self->content_folder);
    test_folder_remove(self->folder);
    free(self);
    return 0;
}

void larder_give_keys(struct larder *self)
{
    struct error err = {0};
    struct keys keys = keys_of(&self->author, NULL, 1);
    assert_true(content_put_keys(self->content, &keys, &err));
}

void larder_install(struct larder *self, int64_t seq, const char *slogan)
{
    struct parcel parcel;
    struct accepted accepted;
    const struct accept_terms terms = {.point_id = "p", .version = "0.1.0"};
    static const char other[] = "text = \"另一份\";";
    parcel_begin(&parcel, seq);
    parcel_add_hall(&parcel, slogan);
    parcel_add(&parcel, BUNDLE_PLAYLIST, "strips/strip.cfg", other, sizeof other - 1);
    parcel_seal(&parcel, &self->author, NULL);
    assert_true(accept_bundle(self->content, parcel.folder, &terms, &accepted));
    accepted_fini(&accepted);
    parcel_end(&parcel);
}

void larder_start(struct larder *self, struct feed *feed, const char *path)
{
    *feed = (struct feed){.path = path, .folder = self->content_folder};
    assert_true(feed_init(feed, self->point));
}

bool larder_beat(struct feed *feed, int64_t at_s, bool is_standing_in)
{
    const struct show_beat beat = {.now = {(at_s + 1) * CLOCK_SECOND_US},
                                   .title = "x",
                                   .is_standing_in = is_standing_in,
                                   .trust = CLOCK_UNKNOWN};
    return feed_beat(feed, &beat);
}

void assert_shows(struct playlist *playlist, const char *expected)
{
    assert_non_null(playlist);
    bool is_shipped = strstr(playlist->path, "evergreen.cfg") != NULL;
    assert_string_equal(is_shipped ? "evergreen" : playlist->items[0].text, expected);
    playlist_free(playlist);
}

void assert_loads(struct feed *feed, const char *expected)
{
    struct troubles troubles = {0};
    assert_shows(feed_load(feed, &troubles), expected);
    troubles_fini(&troubles);
}

void assert_start_shows(struct larder *self, const char *path, const char *expected)
{
    struct feed feed;
    larder_start(self, &feed, path);
    assert_loads(&feed, expected);
    feed_fini(&feed);
}
