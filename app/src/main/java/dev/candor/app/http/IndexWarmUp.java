package dev.candor.app.http;

import dev.candor.app.http.page.Questions;
import dev.candor.foundation.capability.ToolException;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Asks the index something cheap, once, when a browser is about to come: loading DuckDB takes longer than a page should.
 * Who never opens a page never loads it for that.
 */
final class IndexWarmUp implements AutoCloseable {
    private static final ObjectValue CHEAP = ObjectValue.parse("{\"by\":\"total\",\"limit\":1}");
    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Questions questions;
    private @Nullable Thread thread;

    IndexWarmUp(Questions questions) {
        this.questions = questions;
    }

    /** Returns at once; a second time does nothing. */
    synchronized void begin() {
        if (thread == null) {
            thread = Thread.ofVirtual().name("index-warm-up").start(this::ask);
        }
    }

    private void ask() {
        try {
            questions.ask("show_stats", CHEAP);
        } catch (ToolException e) {
            // the page that comes tells why
        }
    }

    /** Waits for the question to end, so that the index is not closed meanwhile. */
    @Override
    public synchronized void close() {
        try {
            if (thread != null) {
                thread.join(TO_END);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
