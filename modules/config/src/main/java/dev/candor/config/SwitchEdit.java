package dev.candor.config;

import java.util.Optional;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Sets {@code telemetry.enabled} in the text of a config file and leaves every other byte as it is: of the proposed edits
 * it takes the first whose outcome it has proven, the same YAML but for the one value.
 */
final class SwitchEdit {
    private SwitchEdit() {}

    /**
     * The text with the switch set.
     *
     * @throws ConfigException when it cannot be set without touching anything else; says how to do it by hand
     */
    static ConfigText set(ConfigTree tree, boolean wanted) throws ConfigException {
        SwitchProposals proposals = SwitchProposals.of(tree, wanted);
        for (Proposal proposal : proposals.all()) {
            ConfigText edited = tree.text().with(proposal.applied(tree.text().text()));
            if (isProven(proposal, tree.text(), edited, wanted)) {
                return edited;
            }
        }
        throw proposals.noneIsGood();
    }

    private static boolean isProven(Proposal proposal, ConfigText before, ConfigText edited, boolean wanted) {
        try {
            Optional<Boolean> now = new ConfigValues(ConfigTree.of(edited)).enabled();
            return now.equals(Optional.of(wanted))
                    && YamlEvents.of(before.text())
                            .become(YamlEvents.of(edited.text()), proposal.removed(), proposal.events());
        } catch (ConfigException | YAMLException noLongerWhatItWas) {
            return false;
        }
    }
}
