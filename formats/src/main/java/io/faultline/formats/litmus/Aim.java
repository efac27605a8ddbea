package io.faultline.formats.litmus;

/** What a fault of Litmus is aimed at. */
enum Aim {
    POD, NODE, WORKLOAD
}
