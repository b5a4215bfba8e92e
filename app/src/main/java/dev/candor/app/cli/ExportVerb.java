package dev.candor.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** {@code candor export}: a session as a bundle, the statistics of all items, or what a registry may be told of one. */
final class ExportVerb implements Verb {
    @Override
    public Manual manual() {
        List<Flag> flags = new ArrayList<>(SessionExport.FLAGS);
        flags.addAll(ItemExport.FLAGS);
        flags.add(Flag.choice("--json", "print the whole result, one line of JSON"));
        return new Manual(
                "export",
                "Export a session as a bundle, the statistics of all items, or what a registry may be told of one.",
                Optional.of("[session ID | items]"),
                false,
                List.copyOf(flags),
                USAGE_ERROR,
                List.of(
                        "0  printed or written; for one item: one line of JSON, null when the item never ran",
                        "1  cannot be read or written, or refused",
                        "2  the arguments make no sense"),
                List.of("candor export --item-id core/create_tool@1.0.0"));
    }

    @Override
    public int run(Arguments arguments, Surroundings surroundings) throws UsageException {
        List<String> operands = arguments.operands();
        return switch (operands.isEmpty() ? "" : operands.getFirst()) {
            case "" -> ItemExport.one(arguments, surroundings);
            case "session" -> SessionExport.run(operands, arguments, surroundings);
            case "items" -> ItemExport.all(operands, arguments, surroundings);
            default -> throw new UsageException("say session ID or items, found '" + operands.getFirst() + "'");
        };
    }
}
