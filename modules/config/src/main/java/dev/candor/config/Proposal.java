package dev.candor.config;

/**
 * An edit of a text, and what it should do to the YAML.
 *
 * @param from where the replaced characters begin
 * @param to where they end
 * @param put what takes their place
 * @param removed how many YAML events go
 * @param events the YAML events that come
 */
record Proposal(int from, int to, String put, int removed, YamlEvents events) {
    String applied(String text) {
        return text.substring(0, from) + put + text.substring(to);
    }
}
