package io.faultline.probe.probe;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * An object of a cluster as its API tells it.
 *
 * @param namespace null for what has none
 * @param tree all of it: maps, lists, texts, numbers and booleans
 */
public record ClusterObject(String kind, @Nullable String namespace, String name, Map<String, Object> tree) {}
