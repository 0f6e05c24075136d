// Package journal is the durable log of the archive and the state of its chats,
// on NATS JetStream: by default a server inside the process that opens no port
// and keeps its files under the data folder, or an existing cluster by its URL.
// One code path serves both: the embedded server is a cluster of one.
//
// Guarantees. What Append acknowledged is on disk (embedded: fsync before the
// acknowledgement; cluster: the stream's replicas) and is never lost or
// reordered by a kill or a power loss. The records of one Append are there all
// or none, but for one that failed because the disk was full: a first part of its
// records may be found later, each of them whole. Sequence numbers grow by one,
// from 1. One process at a time has a data folder: Open fails with a
// *LockedError otherwise.
//
// Layout. One stream, "incidentbot", holds the records, with the kind as the
// last word of the subject ("incidentbot.article"). Each Bucket is a JetStream
// key-value bucket, for chats and cursors: a key costs about 180 bytes of
// memory. Each Queue is a work-queue stream with one durable consumer. Leases
// are keys that expire. On disk: DIR/lock (who has the folder) and DIR/journal
// (JetStream's files).
package journal
