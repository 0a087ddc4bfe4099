// Tables that stay readable when they are long.
#include "report/page_parts.h"

static void open_table(const struct page_table *self)
{
    struct str *out = self->page->out;
    str_add(out, "<div class=\"scroll\"><table><caption>");
    page_word(self->page, self->caption);
    str_add(out, "</caption><thead><tr>");
    page_column(self->page, self->first, "l");
    self->head(self->page);
    str_add(out, "</tr></thead><tbody>\n");
}

static void close_table(const struct page_table *self)
{
    str_add(self->page->out, "</tbody></table></div>\n");
}

void page_table_begin(struct page_table *self)
{
    self->row = 0;
    self->at_once = self->at_once > 0 ? self->at_once : PAGE_ROWS;
    open_table(self);
}

void page_fold(const struct page *page, enum word word, const char *const values[])
{
    str_add(page->out, "<details><summary>");
    page_say(page, word, values);
    str_add(page->out, "<small class=\"ink\">");
    page_word(page, WORD_FOLDED);
    str_add(page->out, "</small></summary>\n");
}

static void fold(const struct page_table *self)
{
    page_number more;
    close_table(self);
    page_fold(self->page, WORD_MORE_ROWS,
              (const char *const[]){page_count(more, (int64_t)(self->rows - self->at_once))});
    open_table(self);
}

void page_row_begin(struct page_table *self, const char *name, const char *classes)
{
    struct str *out = self->page->out;
    if (self->row++ == self->at_once) {
        fold(self);
    }
    if (classes[0] != '\0') {
        str_addf(out, "<tr class=\"%s\">", classes);
    } else {
        str_add(out, "<tr>");
    }
    str_add(out, "<th scope=\"row\">");
    html_text(out, name);
    str_add(out, "</th>");
}

void page_row_end(const struct page_table *self)
{
    str_add(self->page->out, "</tr>\n");
}

void page_table_end(const struct page_table *self)
{
    close_table(self);
    if (self->row > self->at_once) {
        str_add(self->page->out, "</details>\n");
    }
}

static void open_cell(const struct page *page, const char *cell, const char *classes)
{
    str_addf(page->out, "<%s", cell);
    if (classes[0] != '\0') {
        str_addf(page->out, " class=\"%s\"", classes);
    }
    str_add(page->out, ">");
}

void page_column(const struct page *page, enum word word, const char *classes)
{
    open_cell(page, "th scope=\"col\"", classes);
    page_word(page, word);
    str_add(page->out, "</th>");
}

void page_cell(const struct page *page, const char *text, const char *classes)
{
    open_cell(page, "td", classes);
    html_text(page->out, text);
    str_add(page->out, "</td>");
}
