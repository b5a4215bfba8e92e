package dev.candor.agents.internal.otlp;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** How an export request is written; its answer is written in the same way. */
public enum Encoding {
    PROTOBUF("application/x-protobuf"),
    JSON("application/json");

    private final String mediaType;

    Encoding(String mediaType) {
        this.mediaType = mediaType;
    }

    /** The media type of requests and answers. */
    public String mediaType() {
        return mediaType;
    }

    /** The encoding of a request with this {@code Content-Type}, whose parameters and case do not matter. */
    public static Optional<Encoding> of(String contentType) {
        String type = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
        return Arrays.stream(values())
                .filter(encoding -> encoding.mediaType.equals(type))
                .findFirst();
    }
}
