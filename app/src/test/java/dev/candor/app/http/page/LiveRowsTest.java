package dev.candor.app.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.app.http.page.LiveRows.Follower;
import dev.candor.eventlog.EventLog;
import dev.candor.eventlog.KeptLog;
import dev.candor.eventlog.LogSettings;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LiveRowsTest {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private KeptLog log;
    private LiveRows live;

    @BeforeEach
    void open() {
        log = EventLog.inFolder(
                folder,
                LogSettings.standard(),
                InstantSource.fixed(Instant.parse("2026-11-20T12:00:00Z")),
                notice -> {});
        live = new LiveRows(Map.of("skill-usage", log));
    }

    @AfterEach
    void close() throws IOException {
        live.close();
        log.close();
    }

    private static byte[] row(String skill) {
        return ("{\"skill\":\"" + skill + "\",\"status\":\"failure\"}").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void follower_isToldOfRowsFromNowOn_withTheirOutcomeAndPage() throws Exception {
        log.append(List.of(row("before")));
        try (Follower follower = live.follow().orElseThrow()) {
            log.append(List.of(row("a&b")));
            assertThat(follower.next(LONG))
                    .contains(
                            "{\"link\":\"/item?kind=skill&key=a%26b\",\"log\":\"skill-usage\",\"outcome\":\"failure\","
                                    + "\"tone\":\"bad\",\"what\":\"a&b\"}");
        }
    }

    @Test
    void ofManyRowsAtOnce_theFirstAreTold_andThatThereWereMore() throws Exception {
        try (Follower follower = live.follow().orElseThrow()) {
            List<byte[]> rows = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                rows.add(row("s" + i));
            }
            log.append(rows);
            for (int i = 0; i < 20; i++) {
                assertThat(follower.next(LONG).orElseThrow()).contains("\"s" + i + "\"");
            }
            assertThat(follower.next(LONG)).contains("{\"more\":true}");
            log.append(List.of(row("next")));
            assertThat(follower.next(LONG).orElseThrow()).contains("\"next\"");
        }
    }

    /** Else a row that comes in between would be neither told nor among those of which it was told that there were more. */
    @Test
    void thatThereWereMore_isToldOfThoseBeforeThen() throws Exception {
        AtomicReference<Optional<Follower>> listening = new AtomicReference<>(Optional.empty());
        List<Optional<String>> toldBeforeTheEnd = Collections.synchronizedList(new ArrayList<>());
        EventLog watched = (EventLog) Proxy.newProxyInstance(
                EventLog.class.getClassLoader(), new Class<?>[] {EventLog.class}, (proxy, method, arguments) -> {
                    if (method.getName().equals("end") && listening.get().isPresent()) {
                        toldBeforeTheEnd.add(listening.get().get().next(Duration.ZERO));
                    }
                    try {
                        return method.invoke(log, arguments);
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
        try (LiveRows rows = new LiveRows(Map.of("skill-usage", watched));
                Follower follower = rows.follow().orElseThrow()) {
            listening.set(Optional.of(follower));
            log.append(IntStream.range(0, 21).mapToObj(i -> row("s" + i)).toList());
            assertThat(follower.next(LONG).orElseThrow()).contains("\"s0\"");
            assertThat(toldBeforeTheEnd).containsExactly(Optional.empty());
        }
    }

    @Test
    void tooManyFollowers_areRefused_untilOneGoes() {
        List<Follower> followers = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            followers.add(live.follow().orElseThrow());
        }
        assertThat(live.follow()).isEmpty();
        followers.getFirst().close();
        assertThat(live.follow()).isPresent();
    }

    @Test
    void closing_endsAll_andTheWaitOfEach() throws Exception {
        try (Follower follower = live.follow().orElseThrow()) {
            live.close();
            long begin = System.nanoTime();
            assertThat(follower.next(LONG)).isEmpty();
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(LONG.dividedBy(2));
            assertThat(follower.isOpen()).isFalse();
            assertThat(live.follow()).isEmpty();
        }
    }
}
