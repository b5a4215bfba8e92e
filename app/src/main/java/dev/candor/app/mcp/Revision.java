package dev.candor.app.mcp;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A revision of the protocol, newest first. */
enum Revision {
    V2026_07_28("2026-07-28"),
    V2025_11_25("2025-11-25"),
    V2025_06_18("2025-06-18"),
    /** Only that it may send several messages as an array is not taken. */
    V2025_03_26("2025-03-26"),
    V2024_11_05("2024-11-05");

    private final String word;

    Revision(String word) {
        this.word = word;
    }

    /** As messages and headers write it. */
    String word() {
        return word;
    }

    /** Whether each request says by itself what it needs; before, a handshake said it for all. */
    boolean isStateless() {
        return this == V2026_07_28;
    }

    static Optional<Revision> of(String word) {
        return Arrays.stream(values())
                .filter(revision -> revision.word.equals(word))
                .findFirst();
    }

    /** The newest of those that begin with a handshake: what a client gets that asks for one which we do not know. */
    static Revision newestWithHandshake() {
        return V2025_11_25;
    }

    static List<String> words() {
        return Arrays.stream(values()).map(Revision::word).toList();
    }
}
