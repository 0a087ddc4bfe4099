// A ring whose other side lies: what cannot be is called broken, and nothing is read twice.
#include "support/test.h"

#include <sys/mman.h>
#include <unistd.h>

#include "base/geom.h"
#include "media/intake.h"

// A ring whose decoder is this test, and lies.
struct liar {
    struct intake *intake;
    struct ring *ring;
    size_t size;
};

static void liar_open(struct liar *self)
{
    struct ring_wish wish = {.box_w = 64, .box_h = 48, .fit = FIT_CONTAIN, .wants_sound = 1};
    struct ring_layout layout;
    int fd = -1;
    self->intake = intake_new(&wish, &fd);
    assert_non_null(self->intake);
    assert_true(ring_layout(&layout, 64, 48));
    self->size = layout.total;
    assert_int_equal(ftruncate(fd, 4096), -1); // sealed: nobody can pull the memory away
    self->ring = mmap(NULL, layout.total, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    assert_ptr_not_equal(self->ring, MAP_FAILED);
    close(fd);
    self->ring->info = (struct ring_info){.shown_w = 64,
                                          .shown_h = 48,
                                          .format = RING_BGRX,
                                          .matrix = RING_601_LIMITED,
                                          .slots = RING_SLOTS,
                                          .has_picture = 1};
    for (int i = 0; i < RING_SLOTS; i++) {
        self->ring->slots[i] = (struct ring_slot){i * 40000, i * 40000 + 40000};
    }
    self->ring->state = RING_READY;
}

static void liar_close(struct liar *self)
{
    munmap(self->ring, self->size);
    intake_release(self->intake);
}

static void an_honest_ring_is_believed(void **state)
{
    (void)state;
    struct liar liar;
    liar_open(&liar);
    liar.ring->pictures_written = RING_SLOTS;
    assert_int_equal(intake_state(liar.intake), RING_READY);
    assert_int_equal(intake_pictures(liar.intake), RING_SLOTS);
    intake_give_back(liar.intake, 3);
    liar.ring->slots[0] = (struct ring_slot){240000, 280000};
    liar.ring->pictures_written = RING_SLOTS + 1;
    assert_int_equal(intake_pictures(liar.intake), RING_SLOTS + 1);
    assert_false(intake_is_broken(liar.intake));
    liar_close(&liar);
}

static void impossible_sizes_and_formats_are_called_broken(void **state)
{
    (void)state;
    for (int lie = 0; lie < 12; lie++) {
        struct liar liar;
        liar_open(&liar);
        struct ring_info *info = &liar.ring->info;
        uint32_t *const fields[] = {&info->shown_w, &info->shown_h, &info->format,
                                    &info->matrix,  &info->slots,   &info->has_picture};
        *fields[lie % 6] = lie < 6 ? 0x7fffffff : lie % 6 == 5 ? 2 : 0;
        struct ring_info copy;
        assert_false(intake_info(liar.intake, &copy));
        assert_true(intake_is_broken(liar.intake));
        assert_int_equal(intake_pictures(liar.intake), 0);
        liar_close(&liar);
    }
}

static void what_changes_after_it_was_checked_is_not_read_again(void **state)
{
    (void)state;
    struct liar liar;
    liar_open(&liar);
    struct ring_info copy;
    assert_true(intake_info(liar.intake, &copy));
    liar.ring->info.shown_w = 1u << 30;
    liar.ring->wish.box_w = 1u << 30;
    assert_true(intake_info(liar.intake, &copy));
    assert_int_equal(copy.shown_w, 64);
    liar.ring->pictures_written = 2;
    assert_int_equal(intake_pictures(liar.intake), 2);
    liar.ring->slots[1].pts_us = INT64_MIN;
    struct ring_slot slot;
    assert_true(intake_slot(liar.intake, 1, &slot));
    assert_int_equal(slot.pts_us, 40000);
    liar_close(&liar);
}

static void more_pictures_than_slots_are_called_broken(void **state)
{
    (void)state;
    static const uint32_t lies[] = {RING_SLOTS + 1, 1000, UINT32_MAX};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct liar liar;
        liar_open(&liar);
        liar.ring->pictures_written = lies[i];
        assert_int_equal(intake_pictures(liar.intake), 0);
        assert_true(intake_is_broken(liar.intake));
        liar_close(&liar);
    }
}

static void pictures_that_are_taken_back_are_called_broken(void **state)
{
    (void)state;
    struct liar liar;
    liar_open(&liar);
    liar.ring->pictures_written = 4;
    assert_int_equal(intake_pictures(liar.intake), 4);
    liar.ring->pictures_written = 2;
    assert_int_equal(intake_pictures(liar.intake), 4);
    assert_true(intake_is_broken(liar.intake));
    liar_close(&liar);
}

static void stamps_that_go_backwards_or_nowhere_are_called_broken(void **state)
{
    (void)state;
    static const struct ring_slot lies[] = {
        {0, 40000}, {-5, 40000}, {50000, 50000}, {50000, INT64_MAX}, {INT64_MIN, INT64_MAX}};
    for (size_t i = 0; i < sizeof lies / sizeof *lies; i++) {
        struct liar liar;
        liar_open(&liar);
        liar.ring->slots[1] = lies[i];
        liar.ring->pictures_written = 2;
        assert_int_equal(intake_pictures(liar.intake), 1);
        assert_true(intake_is_broken(liar.intake));
        liar_close(&liar);
    }
}

static void more_sound_than_there_is_room_for_is_called_broken(void **state)
{
    (void)state;
    struct liar liar;
    liar_open(&liar);
    float sound[64];
    liar.ring->sound_written = 32;
    assert_int_equal(intake_take_sound(liar.intake, sound, 32), 32);
    liar.ring->sound_written = 31; // taken back: 2³² − 1 frames wait
    assert_int_equal(intake_take_sound(liar.intake, sound, 32), 0);
    assert_true(intake_is_broken(liar.intake));
    liar_close(&liar);
}

static void a_sentence_without_an_end_is_cut_and_cleaned(void **state)
{
    (void)state;
    struct liar liar;
    liar_open(&liar);
    memset(liar.ring->error, 'x', sizeof liar.ring->error);
    liar.ring->error[1] = '\033';
    char text[RING_TEXT];
    intake_error(liar.intake, text, sizeof text);
    assert_int_equal(strlen(text), RING_TEXT - 1);
    assert_int_equal(text[1], ' ');
    memset(liar.ring->error, '\xe5', sizeof liar.ring->error); // half a character, again and again
    intake_error(liar.intake, text, sizeof text);
    assert_string_equal(text, "");
    liar_close(&liar);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_honest_ring_is_believed),
        cmocka_unit_test(impossible_sizes_and_formats_are_called_broken),
        cmocka_unit_test(what_changes_after_it_was_checked_is_not_read_again),
        cmocka_unit_test(more_pictures_than_slots_are_called_broken),
        cmocka_unit_test(pictures_that_are_taken_back_are_called_broken),
        cmocka_unit_test(stamps_that_go_backwards_or_nowhere_are_called_broken),
        cmocka_unit_test(more_sound_than_there_is_room_for_is_called_broken),
        cmocka_unit_test(a_sentence_without_an_end_is_cut_and_cleaned),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
