package dev.candor.app.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The files that all pages share. Their addresses change with their bytes, so browsers may keep them for good. */
public final class Assets {
    private static final int VERSION_CHARACTERS = 16;

    private static final Asset STYLE = Asset.shipped("candor.css", "text/css; charset=utf-8");
    private static final Asset SCRIPT = Asset.shipped("candor.js", "text/javascript; charset=utf-8");
    private static final Asset ICON = Asset.shipped("candor.svg", "image/svg+xml");
    private static final Map<String, Asset> BY_NAME = Map.of(STYLE.name, STYLE, SCRIPT.name, SCRIPT, ICON.name, ICON);

    private Assets() {}

    /** A file. */
    public static final class Asset {
        private final String name;
        private final String mediaType;
        private final byte[] bytes;

        private Asset(String name, String mediaType, byte[] bytes) {
            this.name = name;
            this.mediaType = mediaType;
            this.bytes = bytes;
        }

        private static Asset shipped(String file, String mediaType) {
            try (InputStream in = Assets.class.getResourceAsStream(file)) {
                byte[] bytes = Objects.requireNonNull(in).readAllBytes();
                String version = HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(bytes))
                        .substring(0, VERSION_CHARACTERS);
                return new Asset(file.replace(".", "." + version + "."), mediaType, bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(file + " cannot be read", e);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java has SHA-256", e);
            }
        }

        public String mediaType() {
            return mediaType;
        }

        public byte[] bytes() {
            return bytes.clone();
        }

        String address() {
            return "/assets/" + name;
        }
    }

    /** The file of that name. */
    public static Optional<Asset> named(String name) {
        return Optional.ofNullable(BY_NAME.get(name));
    }

    static String style() {
        return STYLE.address();
    }

    static String script() {
        return SCRIPT.address();
    }

    static String icon() {
        return ICON.address();
    }
}
