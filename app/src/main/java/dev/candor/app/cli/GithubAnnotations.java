package dev.candor.app.cli;

import dev.candor.skillusage.CoverageReport;
import dev.candor.skillusage.CoverageReport.SkillCount;
import java.util.ArrayList;
import java.util.List;

/** What a coverage report finds, as workflow commands of GitHub Actions, which show it beside the job. */
final class GithubAnnotations {
    private GithubAnnotations() {}

    /** A line for each finding: errors when they fail the job, else warnings. */
    static List<String> of(CoverageReport report, boolean isStrict) {
        List<String> lines = new ArrayList<>();
        String level = isStrict ? "error" : "warning";
        for (SkillCount skill : report.coverage()) {
            if (!skill.covered()) {
                lines.add(line(
                        level,
                        "Skill " + skill.skill() + " is not covered",
                        skill.count() + " of " + skill.minRequired() + " rows needed, among " + report.eventsWindow()
                                + " counted in " + report.eventsPath()));
            }
            if (report.failingSkills().orElse(List.of()).contains(skill.skill())) {
                lines.add(line(
                        level,
                        "Skill " + skill.skill() + " fails too often",
                        skill.failures().orElse(0L) + " rows failed, a rate of "
                                + skill.failureRate().orElseThrow() + ", at most "
                                + report.maxFailureRate().orElseThrow().toPlainString() + " allowed"));
            }
        }
        return lines;
    }

    private static String line(String level, String title, String message) {
        return "::" + level + " title=" + property(title) + "::" + data(message);
    }

    /** GitHub takes these for the end of a command, and decodes them only from this form. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
