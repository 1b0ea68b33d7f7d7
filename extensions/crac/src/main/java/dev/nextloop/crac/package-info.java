/**
 * What {@code org.crac.Core} looks up by reflection when a process runs with {@code
 * -Dorg.crac.Core.Compat=dev.nextloop.crac}: so unchanged {@code org.crac.Resource}s are told of a
 * snapshot on a JDK that knows nothing of CRaC. Functions use {@code org.crac}, not this package.
 */
package dev.nextloop.crac;
