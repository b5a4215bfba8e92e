package dev.candor.app.cli;

import java.util.List;
import java.util.Locale;

/** All manuals as one page for man(1): in the macros of man(7), the same for the same version. */
final class ManPage {
    private final StringBuilder text = new StringBuilder();

    String text() {
        text.append(".TH CANDOR 1 \"\" \"candor ").append(Version.current()).append("\" \"User Commands\"\n");
        section("NAME");
        line("candor - record what AI agents run, and prove every number");
        section("SYNOPSIS");
        line("candor COMMAND [FLAGS]");
        section("DESCRIPTION");
        line("Candor records what happened, refuses what does not keep its contract, never loses what it acknowledged,"
                + " and can prove every number it shows. Nothing is recorded until candor enable turns it on.");
        section("COMMANDS");
        for (Verb.Entry entry : Verb.all()) {
            command(entry.verb().get().manual());
        }
        section("FILES");
        term("~/.ai", "the user path: config.yaml, telemetry.yaml, and the logs below telemetry");
        section("ENVIRONMENT");
        term("USER_PATH, USER_SPACE", "another user path; the first that is not empty counts");
        term("NO_COLOR", "no colours when it is not empty");
        return text.toString();
    }

    private void command(Manual manual) {
        text.append(".SS candor ").append(escaped(manual.verb())).append('\n');
        line(manual.summary());
        line("Usage:");
        verbatim(List.of(manual.usage()));
        for (Flag flag : manual.flags()) {
            term(flag.usage(), flag.explained());
        }
        lines("Exit codes:", manual.exitCodes());
        lines("Examples:", manual.examples());
    }

    private void lines(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            line(title);
            verbatim(lines);
        }
    }

    private void section(String title) {
        text.append(".SH ").append(title).append('\n');
    }

    private void line(String words) {
        text.append(".PP\n").append(escaped(words)).append('\n');
    }

    private void term(String name, String words) {
        text.append(".TP\n.B ")
                .append(escaped(name))
                .append('\n')
                .append(escaped(words))
                .append('\n');
    }

    private void verbatim(List<String> lines) {
        text.append(".PP\n.nf\n.RS\n");
        lines.forEach(words -> text.append(escaped(words)).append('\n'));
        text.append(".RE\n.fi\n");
    }

    /** As text of roff: ASCII, no escape, no request at the beginning of a line, signs that can be copied as they are. */
    private static String escaped(String words) {
        StringBuilder safe = new StringBuilder(words.startsWith(".") ? "\\&" : "");
        words.codePoints().forEach(character -> {
            switch (character) {
                case '\\' -> safe.append("\\e");
                case '-' -> safe.append("\\-");
                case '\'' -> safe.append("\\(aq");
                case '`' -> safe.append("\\(ga");
                case '~' -> safe.append("\\(ti");
                case '^' -> safe.append("\\(ha");
                default -> {
                    if (character < 0x7F) {
                        safe.appendCodePoint(character);
                    } else {
                        safe.append(String.format(Locale.ROOT, "\\[u%04X]", character));
                    }
                }
            }
        });
        return safe.toString();
    }
}
