package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class BrowserSessionsTest {
    private Instant now = Instant.parse("2026-04-02T13:00:00Z");
    private final BrowserSessions sessions = new BrowserSessions(() -> now);

    @Test
    void code_opensOneSession_once() {
        String code = sessions.newCode(true);
        BrowserSession session = sessions.redeem(code).orElseThrow();
        assertThat(session.mayChange()).isTrue();
        assertThat(sessions.withId(session.id())).contains(session);
        assertThat(sessions.redeem(code)).isEmpty();
    }

    @Test
    void code_isOfNoUse_afterAMinute() {
        String code = sessions.newCode(true);
        now = now.plus(Duration.ofSeconds(60));
        assertThat(sessions.redeem(code)).isEmpty();
    }

    @Test
    void session_ends_afterTwelveHours() {
        BrowserSession session = sessions.redeem(sessions.newCode(false)).orElseThrow();
        assertThat(session.mayChange()).isFalse();
        now = now.plus(Duration.ofHours(12).minusSeconds(1));
        assertThat(sessions.withId(session.id())).isPresent();
        now = now.plus(Duration.ofSeconds(1));
        assertThat(sessions.withId(session.id())).isEmpty();
    }

    @Test
    void code_isNoSession_andNoSecretIsUsedTwice() {
        String code = sessions.newCode(true);
        assertThat(sessions.withId(code)).isEmpty();
        BrowserSession session = sessions.redeem(code).orElseThrow();
        assertThat(session.sentForm(session.formToken())).isTrue();
        assertThat(session.sentForm(session.id())).isFalse();
        assertThat(session.sentForm("")).isFalse();
        assertThat(session.id()).isNotEqualTo(code).hasSize(43);
    }

    @Test
    void manyCodes_pushTheOldestOut() {
        String first = sessions.newCode(true);
        for (int i = 0; i < 64; i++) {
            sessions.newCode(true);
        }
        assertThat(sessions.redeem(first)).isEmpty();
    }

    @Test
    void notice_isToldOnce() {
        BrowserSession session = sessions.redeem(sessions.newCode(true)).orElseThrow();
        sessions.tell(session.id(), "done");
        sessions.tell("nobody", "lost");
        assertThat(sessions.takeNotice(session.id())).contains("done");
        assertThat(sessions.takeNotice(session.id())).isEmpty();
        assertThat(sessions.takeNotice("nobody")).isEmpty();
    }
}
