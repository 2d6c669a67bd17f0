/**
 * A device's messages and readings taken out of a topic's tables: start with {@code TopicErasure}.
 */
package io.lepton.ingest.erase;
