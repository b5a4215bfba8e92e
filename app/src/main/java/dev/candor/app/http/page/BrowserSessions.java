package dev.candor.app.http.page;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Who may see the pages: a code that {@code candor open} was given opens one session in a browser, once and within
 * {@link #CODE_LIFETIME}. Kept in memory, so they end with the server. Safe for concurrent calls.
 */
public final class BrowserSessions {
    /** How long a code opens a session. */
    public static final Duration CODE_LIFETIME = Duration.ofSeconds(60);

    private static final Duration SESSION_LIFETIME = Duration.ofHours(12);
    private static final int MAX_KEPT = 64;
    private static final int SECRET_BYTES = 32;

    private final InstantSource clock;
    private final Supplier<String> secrets;
    private final Map<String, Entry> codes = new LinkedHashMap<>();
    private final Map<String, Entry> sessions = new LinkedHashMap<>();
    private final Map<String, String> notices = new HashMap<>();

    private record Entry(BrowserSession session, Instant end) {}

    /** Without any session yet. */
    public BrowserSessions(InstantSource clock) {
        this(clock, BrowserSessions::randomSecret);
    }

    BrowserSessions(InstantSource clock, Supplier<String> secrets) {
        this.clock = clock;
        this.secrets = secrets;
    }

    private static String randomSecret() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    }

    /**
     * A new code.
     *
     * @param mayChange whether the session may replay, drop, clear and release
     */
    public synchronized String newCode(boolean mayChange) {
        String code = secrets.get();
        BrowserSession session = new BrowserSession(secrets.get(), secrets.get(), mayChange);
        keep(codes, code, new Entry(session, clock.instant().plus(CODE_LIFETIME)));
        return code;
    }

    /** The session that a code opens; empty when it was used, is too old or never was. */
    public synchronized Optional<BrowserSession> redeem(String code) {
        Optional<BrowserSession> opened = find(codes, code);
        codes.remove(code);
        opened.ifPresent(session ->
                keep(sessions, session.id(), new Entry(session, clock.instant().plus(SESSION_LIFETIME))));
        return opened;
    }

    /** The session of that id. */
    public synchronized Optional<BrowserSession> withId(String id) {
        return find(sessions, id);
    }

    /** Keeps a sentence about what was done for the next page of a session. */
    public synchronized void tell(String id, String sentence) {
        if (sessions.containsKey(id)) {
            notices.put(id, sentence);
        }
    }

    /** The sentence that was kept, once. */
    public synchronized Optional<String> takeNotice(String id) {
        notices.keySet().retainAll(sessions.keySet());
        return Optional.ofNullable(notices.remove(id));
    }

    private Optional<BrowserSession> find(Map<String, Entry> kept, String key) {
        return Optional.ofNullable(kept.get(key))
                .filter(entry -> clock.instant().isBefore(entry.end()))
                .map(Entry::session);
    }

    /** The oldest goes when there are too many. */
    private static void keep(Map<String, Entry> kept, String key, Entry entry) {
        kept.put(key, entry);
        if (kept.size() > MAX_KEPT) {
            kept.remove(kept.keySet().iterator().next());
        }
    }
}
