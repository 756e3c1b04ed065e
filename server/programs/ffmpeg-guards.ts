/** Containers that lead nowhere else: a playlist, for example, could make the reader open another file. */
const FORMATS =
  'mov,matroska,avi,mpegts,mpeg,mpegvideo,flv,ogg,mp3,flac,wav,aac,asf,aiff,ape,mxf,ac3,eac3,dts,bmp_pipe,caf'
const CODECS =
  'h264,hevc,vp8,vp9,libvpx,libvpx-vp9,libdav1d,av1,mpeg4,mpeg2video,mpeg1video,mjpeg,png,bmp,gif,webp,' +
  'msmpeg4,msmpeg4v2,msmpeg4v1,wmv1,wmv2,wmv3,vc1,theora,h263,flv,dvvideo,prores,' +
  'aac,mp3,mp3float,mp2,mp2float,opus,libopus,vorbis,flac,alac,ac3,eac3,dca,wmav1,wmav2,pcm_s16le,pcm_s16be,pcm_s24le,' +
  'subrip,srt,ass,ssa,mov_text,webvtt,text'

/** Before each input of ffmpeg and ffprobe: what they may open, and how. */
export const FFMPEG_GUARDS: readonly string[] = [
  ...['-protocol_whitelist', 'file', '-format_whitelist', FORMATS],
  ...['-codec_whitelist', CODECS],
]
