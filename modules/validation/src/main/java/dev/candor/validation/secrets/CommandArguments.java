package dev.candor.validation.secrets;

import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ArrayValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonValue.StringValue;
import dev.candor.validation.secrets.SecretRules.Demand;
import dev.candor.validation.secrets.SecretScanner.Span;
import dev.candor.validation.secrets.SecretWords.Kind;
import java.util.ArrayList;
import java.util.List;

/** Finds secrets in lists whose items say together what none says alone. */
record CommandArguments(SecretScanner scanner) {
    private static final List<String> PROGRAMS = List.of("command", "program", "executable", "cmd");

    /** The program of {@code {"command": "mysql", "args": ["-pX"]}}, with which its flags are read; empty for none. */
    static String program(ObjectValue object) {
        return PROGRAMS.stream()
                .flatMap(name -> object.text(name).stream())
                .findFirst()
                .orElse("");
    }

    /** A list of texts read as a command line, {@code ["--password", "X"]}, or as a name and its value. */
    ArrayValue redact(String program, ArrayValue list) {
        List<String> texts = new ArrayList<>();
        for (JsonValue item : list.items()) {
            if (!(item instanceof StringValue text)) {
                return list;
            }
            texts.add(text.text());
        }
        if (texts.stream().noneMatch(text -> text.startsWith("-"))) {
            return isPair(texts) ? new ArrayValue(List.of(list.items().getFirst(), Secrets.REDACTED_VALUE)) : list;
        }
        List<Span> secrets = scanner.find(program + " " + String.join(" ", texts), false);
        List<JsonValue> items = new ArrayList<>();
        int from = program.length() + 1;
        for (String text : texts) {
            Span argument = new Span(from, from + text.length());
            items.add(secrets.stream()
                    .filter(argument::meets)
                    .findFirst()
                    .map(secret -> JsonValue.of(
                            text.substring(0, Math.max(0, secret.from() - argument.from())) + Secrets.REDACTED))
                    .orElse(list.items().get(items.size())));
            from += text.length() + 1;
        }
        return items.equals(list.items()) ? list : new ArrayValue(items);
    }

    private boolean isPair(List<String> texts) {
        if (texts.size() != 2 || texts.getFirst().indexOf(' ') >= 0) {
            return false;
        }
        Kind kind = scanner.kind(texts.getFirst());
        String value = texts.getLast();
        return kind.compareTo(Kind.SECRET) >= 0
                && scanner.words().isSecret(texts.getFirst(), kind, value, 0, value, true, Demand.STRONG);
    }
}
