package dev.candor.app.cli;

import dev.candor.app.tools.ShellWords;
import dev.candor.foundation.files.Reasons;
import dev.candor.foundation.json.JsonRows;
import dev.candor.foundation.json.JsonSyntaxException;
import dev.candor.foundation.json.JsonValue;
import dev.candor.foundation.json.JsonValue.ObjectValue;
import dev.candor.foundation.json.JsonWriter;
import dev.candor.foundation.json.RowFormat;
import dev.candor.foundation.text.Wording;
import dev.candor.index.GivenRows;
import dev.candor.index.LogTable;
import dev.candor.validation.contract.Contract;
import dev.candor.validation.contract.ContractRules;
import dev.candor.validation.contract.Recognition;
import dev.candor.validation.schema.Finding;
import dev.candor.validation.schema.Severity;
import dev.candor.validation.secrets.Secrets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The rows of files without their secrets, each of the contract that it is recognised as, or all of one; those that break it are counted. */
final class FileRows implements GivenRows {
    private final RowFiles files;
    private final Optional<Contract> contract;
    private final Surroundings surroundings;
    private final Map<Contract, ContractRules> rules = new HashMap<>();
    private final Map<Contract, LogTable> tables = new HashMap<>();
    private long rows;
    private long invalid;
    private String firstInvalid = "";

    /**
     * Of these files.
     *
     * @param contract whose rows they are; recognised when empty
     */
    FileRows(RowFiles files, Optional<Contract> contract, Surroundings surroundings) {
        this.files = files;
        this.contract = contract;
        this.surroundings = surroundings;
    }

    /** What was left out when they were visited last, a sentence. */
    Optional<String> leftOut() {
        return invalid == 0
                ? Optional.empty()
                : Optional.of(invalid + " of " + Wording.count(rows, "row") + (invalid == 1 ? " is" : " are")
                        + " invalid and left out, the first at " + firstInvalid + "; see all with: candor validate"
                        + contract.map(one -> " --contract " + one.id()).orElse("") + ShellWords.quoted(files.names()));
    }

    @Override
    public void visit(Taker taker) throws IOException {
        rows = 0;
        invalid = 0;
        List<String> empty = new ArrayList<>();
        if (files.unreadable() > 0) {
            throw new IOException("a folder that " + QueryVerb.FROM + " names cannot be read; nothing was asked");
        }
        for (String name : files.names()) {
            long before = rows;
            try (ProgressInput input = open(name)) {
                visit(name, JsonRows.over(input, RowFormat.AUTO), taker);
                input.finish();
            }
            if (rows == before) {
                empty.add(name);
            }
        }
        if (rows == 0) {
            throw new IOException(
                    empty.size() == 1
                            ? RowFiles.empty(empty.getFirst())
                            : "none of " + Wording.count(empty.size(), "file") + " has a row: nothing was examined");
        }
        empty.forEach(name -> surroundings.terminal().tell(RowFiles.empty(name)));
    }

    private ProgressInput open(String name) throws IOException {
        try {
            return ProgressInput.open(name, surroundings);
        } catch (UsageException e) {
            throw new IOException(e.sentence(), e);
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    private static IOException unreadable(String name, IOException e) {
        return new IOException("the file " + name + " cannot be read: " + Reasons.of(e), e);
    }

    private void visit(String name, JsonRows found, Taker taker) throws IOException {
        while (next(name, found)) {
            rows++;
            Optional<Finding> refusal = found.isTooLong()
                    ? Optional.of(Finding.overlong())
                    : take(found.bytes(), found.from(), found.to(), taker);
            if (refusal.isPresent()) {
                invalid++;
                if (invalid == 1) {
                    firstInvalid = name + ":" + found.number() + ": "
                            + refusal.get().sentence() + " [" + refusal.get().code() + "]";
                }
            }
        }
    }

    private static boolean next(String name, JsonRows found) throws IOException {
        try {
            return found.next();
        } catch (IOException e) {
            throw unreadable(name, e);
        }
    }

    /** Gives a row on, or says why not. */
    private Optional<Finding> take(byte[] bytes, int from, int to, Taker taker) throws IOException {
        JsonValue value;
        try {
            value = JsonValue.parse(bytes, from, to);
        } catch (JsonSyntaxException e) {
            return Optional.of(Finding.notJson(e));
        }
        if (!(value instanceof ObjectValue row)) {
            return Optional.of(Finding.notAnObject());
        }
        Recognition recognition =
                contract.<Recognition>map(Recognition.Known::new).orElseGet(() -> Recognition.of(row));
        if (recognition instanceof Recognition.Unknown unknown) {
            return Optional.of(unknown.why());
        }
        Contract of = ((Recognition.Known) recognition).contract();
        List<Finding> findings =
                rules.computeIfAbsent(of, ContractRules::shipped).check(row, bytes, from, to);
        if (!findings.isEmpty() && findings.getFirst().severity() == Severity.REFUSAL) {
            return Optional.of(findings.getFirst());
        }
        byte[] clean = JsonWriter.compact(Secrets.installed().redact(row)).getBytes(StandardCharsets.UTF_8);
        taker.row(tables.computeIfAbsent(of, LogTable::of), clean, 0, clean.length);
        return Optional.empty();
    }
}
