package dev.candor.sessions.score;

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
}
