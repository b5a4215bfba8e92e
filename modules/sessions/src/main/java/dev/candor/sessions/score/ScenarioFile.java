package dev.candor.sessions.score;

import dev.candor.foundation.files.LineScanner;
import dev.candor.foundation.json.JsonValue;

/** One of the files of a scenario, byte for byte as it was read. */
public final class ScenarioFile {
    private final byte[] bytes;

    /** A file that was read. */
    public ScenarioFile(byte[] bytes) {
        this.bytes = bytes.clone();
    }

    public byte[] bytes() {
        return bytes.clone();
    }

    /**
     * What it says.
     *
     * @throws dev.candor.foundation.json.JsonSyntaxException when it is no JSON; its offset is from {@link #textStart()}
     */
    public JsonValue json() {
        return JsonValue.parse(bytes, textStart(), bytes.length);
    }

    /** Where its text begins: after a byte order mark, which is tolerated. */
    int textStart() {
        return LineScanner.byteOrderMark(bytes, 0, bytes.length);
    }
}
