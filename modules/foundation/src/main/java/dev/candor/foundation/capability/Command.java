package dev.candor.foundation.capability;

import dev.candor.foundation.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** How the command line calls a capability. It does not change: each method with a new part gives another one. */
public final class Command {
    private final String words;
    private final String summary;
    private List<String> operands = List.of();
    private List<String> hidden = List.of();
    private Map<String, JsonValue> fixed = Map.of();
    private List<String> files = List.of();
    private Optional<String> filesOf = Optional.empty();
    private boolean writesReports;
    private List<String> aliases = List.of();
    private List<String> examples = List.of();
    private List<String> exitCodes = List.of();

    private Command(String words, String summary) {
        this.words = words;
        this.summary = summary;
    }

    /** A verb without operands. */
    public static Command of(String words, String summary) {
        return new Command(words, summary);
    }

    private Command copy() {
        Command copy = new Command(words, summary);
        copy.operands = operands;
        copy.hidden = hidden;
        copy.fixed = fixed;
        copy.files = files;
        copy.filesOf = filesOf;
        copy.writesReports = writesReports;
        copy.aliases = aliases;
        copy.examples = examples;
        copy.exitCodes = exitCodes;
        return copy;
    }

    /** The verb: {@code trails list}. */
    public String words() {
        return words;
    }

    /** One sentence for the help. */
    public String summary() {
        return summary;
    }

    /** The arguments that stand without their flags, in order; the last may be a list. */
    public List<String> operands() {
        return operands;
    }

    /** Arguments that have no flag here. */
    public List<String> hidden() {
        return hidden;
    }

    /** Arguments that the verb itself says. */
    public Map<String, JsonValue> fixed() {
        return fixed;
    }

    /** Arguments whose flag names a file that holds the text. */
    public List<String> files() {
        return files;
    }

    /** The contract whose rows it may read from files instead of the log; empty when it reads the logs only. */
    public Optional<String> filesOf() {
        return filesOf;
    }

    /** Whether it also writes its answer into files, as JSON and as Markdown. */
    public boolean writesReports() {
        return writesReports;
    }

    /** Older spellings, and what they say besides. */
    public List<String> aliases() {
        return aliases;
    }

    /** Command lines. */
    public List<String> examples() {
        return examples;
    }

    /** What the codes other than 0, 1 and 2 mean, a line each: {@code 3  …}. */
    public List<String> exitCodes() {
        return exitCodes;
    }

    /** With these arguments as operands. */
    public Command operands(String... names) {
        Command copy = copy();
        copy.operands = List.of(names);
        return copy;
    }

    /** Without flags for these arguments. */
    public Command without(String... names) {
        Command copy = copy();
        copy.hidden = List.of(names);
        return copy;
    }

    /** With a value that the verb itself says. */
    public Command with(String name, JsonValue value) {
        Map<String, JsonValue> more = new LinkedHashMap<>(fixed);
        more.put(name, value);
        Command copy = copy();
        copy.fixed = more;
        return copy;
    }

    /** With flags for these arguments that name a file with the text. */
    public Command files(String... names) {
        Command copy = copy();
        copy.files = List.of(names);
        return copy;
    }

    /** With a flag that names files with rows of a contract, which are read instead of the logs. */
    public Command orFilesOf(String contract) {
        Command copy = copy();
        copy.filesOf = Optional.of(contract);
        return copy;
    }

    /** With flags that name files its answer is written into. */
    public Command orReportFiles() {
        Command copy = copy();
        copy.writesReports = true;
        return copy;
    }

    /** Also called this: an older spelling that goes on working. */
    public Command alias(String spelling) {
        List<String> more = new ArrayList<>(aliases);
        more.add(spelling);
        Command copy = copy();
        copy.aliases = more;
        return copy;
    }

    /** With these command lines as examples. */
    public Command examples(String... lines) {
        Command copy = copy();
        copy.examples = List.of(lines);
        return copy;
    }

    /** With codes of its own. */
    public Command exitCodes(String... lines) {
        Command copy = copy();
        copy.exitCodes = List.of(lines);
        return copy;
    }
}
