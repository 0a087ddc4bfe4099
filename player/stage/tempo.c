// Reading at ease.
#include "stage/tempo.h"

// 2.5 characters a second pass a fixed point: a brisk but comfortable ticker, by eye.
enum { CHARACTERS_PER_10S = 25 };
// A held page: 250 ms a character (240 characters a minute, three quarters of the usual speed of
// silent Chinese reading, since passers-by look up late), and never less than 3 s.
enum { PAGE_MIN_US = 3000000, PAGE_CHARACTER_US = 250000 };

// Whatever passes is in sight for a second: so a short line crosses a narrow zone.
static struct scroll up_to(int size_px, int64_t most_mpx_s, struct tempo_place place)
{
    int wished = size_px * CHARACTERS_PER_10S / 10;
    struct scroll usual = scroll_snap(wished < 1 ? 1 : wished, place.rate_mhz);
    int64_t crossing_mpx_s = (int64_t)place.sight_px * 1000;
    int64_t most = most_mpx_s < crossing_mpx_s ? most_mpx_s : crossing_mpx_s;
    return scroll_speed_mpx_s(&usual) <= most ? usual
                                              : scroll_at_most(most < 1 ? 1 : most, place.rate_mhz);
}

struct scroll tempo_of_line(int size_px, struct tempo_place place)
{
    return up_to(size_px, INT64_MAX, place);
}

struct scroll tempo_of_lines(int size_px, int characters, int extent_px, struct tempo_place place)
{
    int64_t reading_us = (int64_t)characters * PAGE_CHARACTER_US;
    int64_t most = reading_us > 0 ? extent_px * INT64_C(1000000000) / reading_us : INT64_MAX;
    return up_to(size_px, most, place);
}

int64_t tempo_of_page_us(int characters, bool is_flashing)
{
    int64_t reading_us = (int64_t)characters * PAGE_CHARACTER_US * (is_flashing ? 2 : 1);
    return reading_us < PAGE_MIN_US ? PAGE_MIN_US : reading_us;
}
