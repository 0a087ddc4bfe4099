// The number of today's plays.
#include "ledger/day_count.h"

#include "base/civil.h"

enum { LOOKED_AT = 200000 }; // newest rows among which a day is counted: one every 0.4 s

#define DAY_MOST INT64_C(106751980) // further from 1970 is none whose instants can be told

static int64_t day_of(struct wall start)
{
    uint64_t offset_us = UINT64_C(1) * CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US;
    int64_t local_us = (int64_t)((uint64_t)start.us + offset_us); // wraps on nonsense in a file
    return local_us / CIVIL_DAY_US - (local_us % CIVIL_DAY_US < 0);
}

void day_count_anew(struct day_count *self, struct statements *statements)
{
    int64_t shift_us = INT64_C(1) * CIVIL_CHINA_OFFSET_S * CLOCK_SECOND_US;
    int64_t day = self->day > DAY_MOST ? DAY_MOST : self->day < -DAY_MOST ? -DAY_MOST : self->day;
    int64_t first_us = day * CIVIL_DAY_US - shift_us;
    const int64_t numbers[] = {first_us, first_us + CIVIL_DAY_US, LOOKED_AT};
    sqlite3_stmt *statement = statements_fresh(statements, DAY_COUNT);
    statements_bind(statement, numbers, 3);
    if (sqlite3_step(statement) == SQLITE_ROW) {
        self->plays = sqlite3_column_int64(statement, 0);
        self->latest = day_of((struct wall){sqlite3_column_int64(statement, 1)});
    }
    sqlite3_reset(statement);
}

bool day_count_opened(struct day_count *self, struct wall start)
{
    int64_t day = day_of(start);
    if (day > self->latest) { // the first of its day
        self->latest = self->day = day;
        self->plays = 0;
    }
    bool is_same = day == self->day;
    self->plays++; // or is counted anew
    self->day = day;
    return is_same;
}

void day_count_init(struct day_count *self, struct statements *statements)
{
    sqlite3_stmt *newest = NULL;
    bool has_any = sqlite3_prepare_v2(statements->handle,
                                      "SELECT start_wall_us FROM play ORDER BY seq DESC LIMIT 1",
                                      -1, &newest, NULL) == SQLITE_OK &&
                   sqlite3_step(newest) == SQLITE_ROW;
    int64_t start_us = has_any ? sqlite3_column_int64(newest, 0) : 0;
    sqlite3_finalize(newest);
    if (has_any) {
        self->day = day_of((struct wall){start_us});
        day_count_anew(self, statements);
    }
}
