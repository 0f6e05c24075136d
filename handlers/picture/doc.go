// Package picture draws an answer as a PNG: events as bubbles on region
// outlines (map.go), figures by day or week as interval bars (chart.go).
//
// It takes finished words and numbers and draws them; it knows no events, no
// languages and no Telegram. A Painter may be used from several goroutines.
// Pictures are sized for a phone: 1,200 pixels wide, no letter under 26.
//
// Outlines come from Natural Earth (outlines.bin.gz, made by gen); Crimea and
// Sevastopol are Ukraine's. The font is Go's, which has Ґ, Є, І and Ї.
package picture
