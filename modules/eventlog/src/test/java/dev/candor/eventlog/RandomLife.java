package dev.candor.eventlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.candor.eventlog.EventLog.Admission;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.stream.Stream;

/** One step after the other, by chance, on a log of two writers; and what must be in it. */
final class RandomLife {
    private static final long PART_BYTES = 400;

    private record Kept(String row, Position place) {}

    private final Random random;
    private final ScratchLog scratch;
    private final LogSettings settings;
    private final List<Kept> kept = new ArrayList<>();
    private final KeptLog[] writers = new KeptLog[2];
    private int rows;

    RandomLife(Path folder, long seed) {
        this.random = new Random(seed);
        this.scratch = new ScratchLog(folder);
        this.settings = new LogSettings("events", PART_BYTES, seed % 3 != 0, false);
        this.writers[0] = scratch.open(settings);
        this.writers[1] = scratch.open(settings);
    }

    private KeptLog any() {
        return writers[random.nextInt(2)];
    }

    List<String> read() throws IOException {
        return ScratchLog.all(any());
    }

    List<String> expected() {
        return kept.stream().map(Kept::row).toList();
    }

    String step() throws IOException {
        int kind = random.nextInt(100);
        if (kind < 45) {
            return append();
        } else if (kind < 60) {
            return admit();
        } else if (kind < 68) {
            return moveClock();
        } else if (kind < 75) {
            return crash();
        } else if (kind < 86) {
            return fail();
        } else if (kind < 90) {
            return reopen();
        } else if (kind < 93) {
            return prune();
        } else if (kind < 96) {
            return "compressed " + any().compress();
        }
        return end();
    }

    private List<String> newRows(int most) {
        return Stream.generate(() -> "row" + rows++ + "x".repeat(random.nextInt(30)))
                .limit(1 + random.nextInt(most))
                .toList();
    }

    private static List<byte[]> bytes(List<String> names) {
        return names.stream().map(ScratchLog::row).toList();
    }

    private String append() throws IOException {
        List<String> names = newRows(6);
        keep(names, any().append(bytes(names)));
        return "appended " + names;
    }

    private void keep(List<String> names, List<Position> places) {
        for (int i = 0; i < names.size(); i++) {
            kept.add(new Kept(names.get(i), places.get(i)));
        }
    }

    private String admit() throws IOException {
        List<String> names = random.nextInt(4) == 0 ? List.of() : newRows(4);
        boolean refuse = random.nextInt(4) == 0;
        List<String> seen = new ArrayList<>();
        KeptLog log = any();
        try {
            log.append(new Admission() {
                @Override
                public List<byte[]> admit(Position end) throws IOException {
                    seen.addAll(ScratchLog.all(log));
                    assertThat(ScratchLog.behind(log, end)).isEmpty();
                    if (refuse) {
                        throw new IOException("refused");
                    }
                    return bytes(names);
                }

                @Override
                public void appended(Position before, Position after) {
                    keep(names, new Places(places(before), bytes(names)));
                }

                @Override
                public void failed() {
                    throw new AssertionError("nothing was to fail");
                }
            });
            assertThat(refuse).isFalse();
        } catch (IOException e) {
            assertThat(e).hasMessage("refused");
        }
        assertThat(seen).isEqualTo(expected().subList(0, kept.size() - (refuse ? 0 : names.size())));
        return "admitted " + names + (refuse ? ", refused" : "");
    }

    private static FilePosition places(Position position) {
        try {
            return FilePosition.of(position);
        } catch (UnknownPositionException e) {
            throw new AssertionError(e);
        }
    }

    private String moveClock() {
        Duration step = Duration.ofHours(random.nextInt(40) - 12);
        scratch.now.set(scratch.now.get().plus(step));
        return "moved the clock by " + step;
    }

    /** A process dies while it writes: whole rows and half a row that nobody was told of may be there. */
    private String crash() throws IOException {
        int which = random.nextInt(2);
        writers[which].close();
        writers[which] = scratch.open(settings);
        Optional<Path> active = newestActive();
        if (active.isEmpty() || random.nextBoolean()) {
            return "crashed";
        }
        Files.writeString(
                active.get(), "{\"half\":\"" + "h".repeat(random.nextInt(20_000)), UTF_8, StandardOpenOption.APPEND);
        return "crashed within a row";
    }

    private Optional<Path> newestActive() throws IOException {
        if (!Files.exists(scratch.folder)) {
            return Optional.empty();
        }
        try (Stream<Path> days = Files.list(scratch.folder)) {
            return days.filter(Files::isDirectory)
                    .max(Path::compareTo)
                    .map(day -> day.resolve("events.log"))
                    .filter(Files::exists);
        }
    }

    private String fail() throws IOException {
        switch (random.nextInt(4)) {
            case 0 -> scratch.disk.failingForces = 1 + random.nextInt(2);
            case 1 -> scratch.disk.failingWrites = 1;
            case 2 -> scratch.disk.full = true;
            default -> {
                scratch.disk.failingForces = 1;
                scratch.disk.failingTruncates = 1;
            }
        }
        boolean cut = scratch.disk.failingTruncates == 0;
        List<String> names = newRows(4);
        KeptLog log = any();
        try {
            keep(names, log.append(bytes(names)));
        } catch (NoSpaceException e) {
            assertThat(scratch.disk.full).isTrue();
        } catch (IOException e) {
            assertThat(e).hasMessageStartingWith("the disk was told not to ");
        }
        heal();
        if (!cut) {
            // until somebody appends, what could not be taken back can be read
            log.append(List.of(ScratchLog.row("healed")));
            kept.add(new Kept("healed", lastPlace(log)));
        }
        return "failed " + names;
    }

    private Position lastPlace(KeptLog log) throws IOException {
        FilePosition end = FilePosition.of(log.end());
        return end.at(end.offset() - ScratchLog.row("healed").length - 1).position();
    }

    private void heal() {
        scratch.disk.full = false;
        scratch.disk.failingForces = 0;
        scratch.disk.failingWrites = 0;
        scratch.disk.failingTruncates = 0;
    }

    private String reopen() throws IOException {
        int which = random.nextInt(2);
        writers[which].close();
        if (random.nextBoolean()) {
            writers[which] = scratch.open(settings);
        }
        return "reopened";
    }

    private String prune() throws IOException {
        Pruned pruned = any().prune(new Retention(Optional.empty(), OptionalLong.of(random.nextInt(2000))), false);
        int left = ScratchLog.all(any()).size();
        if (!pruned.parts().isEmpty()) {
            kept.subList(0, kept.size() - left).clear();
        }
        return "pruned " + pruned.parts();
    }

    private String end() throws IOException {
        KeptLog log = any();
        assertThat(ScratchLog.behind(log, log.end())).isEmpty();
        assertThat(log.inspect().damagedRows()).isZero();
        return "inspected";
    }

    void assertThatPlacesHold() throws IOException {
        List<String> names = expected();
        for (int i = 0; i < kept.size(); i += 1 + kept.size() / 20) {
            assertThat(ScratchLog.behind(any(), kept.get(i).place())).isEqualTo(names.subList(i, names.size()));
        }
    }
}
