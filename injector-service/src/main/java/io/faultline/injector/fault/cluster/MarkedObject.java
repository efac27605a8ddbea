package io.faultline.injector.fault.cluster;

/**
 * An object of a cluster that carries a mark.
 *
 * @param kind in small letters: node, deployment, networkpolicy
 * @param path its name, after its namespace if it is in one
 */
public record MarkedObject(String kind, String path, ClusterMark mark) {}
