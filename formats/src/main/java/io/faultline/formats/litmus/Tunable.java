package io.faultline.formats.litmus;

/**
 * A setting of a fault, given as an environment variable.
 *
 * @param preset its value when the manifest does not name it: the hub's
 * @param blank its value when it is named and left blank: that of Litmus' code
 */
record Tunable(String name, String preset, String blank, Treatment treatment, String remark) {
    static Tunable of(String name, String preset) {
        return new Tunable(name, preset, preset, Treatment.WORKS, "");
    }

    static Tunable of(String name, String preset, String blank) {
        return new Tunable(name, preset, blank, Treatment.WORKS, "");
    }

    static Tunable differing(String name, String preset, String remark) {
        return new Tunable(name, preset, preset, Treatment.DIFFERENTLY, remark);
    }

    static Tunable unneeded(String name, String remark) {
        return new Tunable(name, "", "", Treatment.NOT_NEEDED, remark);
    }
}
