package io.faultline.probe.probe;

/** What it takes to measure in clusters. */
public record Clusters(ClusterObjects objects, PodPrograms programs, Passages passages, Agents agents) {}
