/**
 * Features that are made of a device's past; start from {@code Derivation}. A derivation is plain
 * data, its {@code Deriver} is what one device has of it at a time. Non-null unless Optional.
 */
package io.lepton.features.derive;
