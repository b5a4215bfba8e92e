package dev.candor.eventlog;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in the files of a log, written {@code 20261120/2/4711}.
 *
 * @param day the folder, as a number; 0 is before all of them
 * @param part which of the day's files, counted from 1
 * @param offset bytes from the beginning of the file
 */
record FilePosition(int day, int part, long offset) {
    static final FilePosition START = new FilePosition(0, 1, 0);

    private static final Pattern FORM = Pattern.compile("(\\d{1,8})/(\\d{1,9})/(\\d{1,18})");

    static FilePosition of(Position position) throws UnknownPositionException {
        Matcher form = FORM.matcher(position.token());
        if (!form.matches()) {
            throw new UnknownPositionException(
                    "'" + position.token() + "' is no position of this log, such as 20261120/1/4711");
        }
        return new FilePosition(
                Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)), Long.parseLong(form.group(3)));
    }

    FilePosition at(long newOffset) {
        return new FilePosition(day, part, newOffset);
    }

    boolean isInSamePart(FilePosition other) {
        return day == other.day && part == other.part;
    }

    FilePosition atPart(int newPart) {
        return new FilePosition(day, newPart, 0);
    }

    /** The part that this is the beginning of. */
    LogPart part(boolean isClosed, long written) {
        return new LogPart(String.format(Locale.ROOT, "%08d-%09d", day, part), position(), isClosed, written);
    }

    /** The time from which on all parts of the log are this one or later ones. */
    Instant wholeFrom() {
        return LocalDate.of(day / 10_000, day / 100 % 100, day % 100)
                .plusDays(part == 1 ? 0 : 1)
                .atStartOfDay(ZoneOffset.UTC)
                .toInstant();
    }

    Position position() {
        return new Position(day + "/" + part + "/" + offset);
    }
}
