package dev.candor.skillusage;

import java.nio.file.Path;
import java.util.Optional;

/** Keeps nothing: what runs go to while telemetry is off. */
public final class Unrecorded implements UsageSink {
    @Override
    public void prepare(boolean checkRows) {
        // nothing will be appended
    }

    @Override
    public boolean append(byte[] row) {
        return false;
    }

    @Override
    public Path putAside(byte[] row) {
        throw new IllegalStateException("no row is ever refused here, so none waits");
    }

    @Override
    public Optional<Path> place() {
        return Optional.empty();
    }

    @Override
    public String nextAppender() {
        return "nobody";
    }
}
